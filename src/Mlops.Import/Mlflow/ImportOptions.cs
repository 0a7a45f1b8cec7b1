namespace Mlops.Import.Mlflow;

/// <summary>How to import.</summary>
internal sealed record ImportOptions
{
    /// <summary>
    /// The workspace that takes everything; null to keep MLflow's own workspaces, whose <c>default</c> is the default one.
    /// </summary>
    public string? Workspace { get; init; }

    /// <summary>Beginnings of artifact URIs that become <c>mlflow-artifacts:/</c>, since the files move into this server's store.</summary>
    public IReadOnlyList<string> ArtifactRoots { get; init; } = [];

    /// <summary>Takes over the secrets of webhooks; null where MLflow's key is not known.</summary>
    public WebhookSecretMove? Secrets { get; init; }

    /// <summary>How many rows one transaction takes.</summary>
    public int BatchRows { get; init; } = 5000;

    /// <summary>How much text one transaction takes: rows such as spans may be large.</summary>
    public long BatchCharacters { get; init; } = 8_000_000;

    /// <summary>How many metric points one transaction takes.</summary>
    public int BatchPoints { get; init; } = 100_000;

    /// <summary>
    /// What MLflow's experiment 0 becomes: in a project that number stands for whichever experiment is called <c>Default</c>.
    /// </summary>
    public long DefaultExperiment { get; init; }

    /// <summary>An experiment's number as it is after the import.</summary>
    public long ExperimentOf(long id) => id == 0 ? DefaultExperiment : id;

    /// <summary>The workspace of a row that MLflow keeps in one of its own.</summary>
    public string WorkspaceOf(string name) => Workspace ?? (name == "default" ? "" : name);

    /// <summary>An artifact URI as it is after the import.</summary>
    public string UriOf(string uri)
    {
        foreach (var root in ArtifactRoots)
        {
            var start = root.TrimEnd('/');
            if (uri.StartsWith(start, StringComparison.Ordinal) && (uri.Length == start.Length || uri[start.Length] == '/'))
            {
                return "mlflow-artifacts:/" + uri[start.Length..].TrimStart('/');
            }
        }

        return uri;
    }
}
