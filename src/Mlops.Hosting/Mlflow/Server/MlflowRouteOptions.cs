using System.Buffers;

namespace Mlops.Hosting.Mlflow.Server;

/// <summary>
/// Which of the protocol's routes <c>MapMlflowApi()</c> maps at the root beside <c>/api</c>. Routes of the application's own with the same
/// path win in any case. Below a project's tracking address all of them are served, whatever is set here.
/// </summary>
public sealed class MlflowRouteOptions
{
    private static readonly SearchValues<char> NotInPaths = SearchValues.Create("{}*?#% \\");

    /// <summary>
    /// The path of the liveness check; below it <c>/ready</c> tells whether the database and the artifact store answer. Empty for none.
    /// Configuration key <c>Mlops:Mlflow:HealthPath</c>.
    /// </summary>
    public string HealthPath { get; set; } = "/health";

    /// <summary>The path of the protocol's version; empty for none. Configuration key <c>Mlops:Mlflow:VersionPath</c>.</summary>
    public string VersionPath { get; set; } = "/version";

    /// <summary>
    /// Whether the root answers with a page that says what is here; off, since an application mostly has a page of its own there.
    /// Configuration key <c>Mlops:Mlflow:StartPage</c>.
    /// </summary>
    public bool StartPage { get; set; }

    /// <summary>All that is wrong, one sentence for each fault; empty when all is well.</summary>
    public IReadOnlyList<string> Validate() =>
    [
        .. from path in ((string, string)[])[("HealthPath", HealthPath), ("VersionPath", VersionPath)]
           where path.Item2.Length > 0 && (path.Item2[0] != '/' || path.Item2.Length == 1 || path.Item2.AsSpan().ContainsAny(NotInPaths))
           select $"Mlops:Mlflow:{path.Item1} is '{path.Item2}'; it must be a path such as '/status', or empty.",
    ];
}
