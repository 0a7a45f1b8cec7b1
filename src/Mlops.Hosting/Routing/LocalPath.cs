namespace Mlops.Hosting.Routing;

/// <summary>
/// Endpoint metadata: how many segments of a route's pattern are ours. What stands before them is the prefix of a group that the
/// application mapped the routes into.
/// </summary>
/// <param name="Segments">The number of segments.</param>
internal sealed record LocalPath(int Segments)
{
    public static LocalPath Of(string pattern) => new(pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Length);
}
