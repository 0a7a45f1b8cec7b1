namespace Mlops.Hosting.Access;

/// <summary>Which names this host answers to; a browser that was led here under another name (DNS rebinding) is refused.</summary>
public sealed class HostCheckOptions
{
    /// <summary>
    /// Host names without port that may stand in the Host and Origin headers; <c>*.example.org</c> allows all below it and <c>*</c> every
    /// name. Loopback names are always allowed. Configuration key <c>Mlops:AllowedHosts</c>.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];
}
