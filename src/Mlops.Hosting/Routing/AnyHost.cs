namespace Mlops.Hosting.Routing;

/// <summary>Endpoint metadata: the route answers under any host name, since probes of load balancers come by address.</summary>
internal sealed class AnyHost
{
    public static AnyHost Instance { get; } = new();
}
