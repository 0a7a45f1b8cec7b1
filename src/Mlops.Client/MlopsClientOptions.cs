namespace Mlops.Client;

/// <summary>Settings of a <see cref="MlopsClient"/>; all have defaults. Cannot change once made.</summary>
public sealed class MlopsClientOptions
{
    /// <summary>Who is calling; null sends no credentials.</summary>
    public MlopsCredential? Credential { get; init; }

    /// <summary>
    /// Sent as <c>X-MLFLOW-WORKSPACE</c> with every call; null for servers without workspaces and for tracking URIs that name a project,
    /// such as <c>https://host/mlflow/group/project/tracking/</c>.
    /// </summary>
    public string? Workspace { get; init; }

    /// <summary>
    /// Root of the STAC API; null for <c>{host root}/api/stac</c>, the host root being the tracking URI without
    /// <c>/mlflow/{project}/tracking</c>.
    /// </summary>
    public Uri? CatalogUri { get; init; }

    /// <summary>
    /// Sends the requests; the caller keeps and disposes it. Its own time-out applies as well. Excludes <see cref="Handler"/>.
    /// </summary>
    public HttpClient? HttpClient { get; init; }

    /// <summary>Sends the requests; the caller keeps and disposes it. Excludes <see cref="HttpClient"/>.</summary>
    public HttpMessageHandler? Handler { get; init; }

    /// <summary>How often and how patiently calls are repeated.</summary>
    public RetryLimits Retry { get; init; } = new();

    /// <summary>How long one attempt may take; for transfers, how long no byte may move. Two minutes unless set.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The clock of pauses, time-outs and metric timestamps.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The product name and version that precede the library's own in <c>User-Agent</c>, such as <c>flower-trainer/1.2</c>; null for
    /// none.
    /// </summary>
    public string? ApplicationId { get; init; }

    internal string UserAgent { get; } = $"mlops-dotnet-client/{typeof(MlopsClientOptions).Assembly.GetName().Version?.ToString(3) ?? "0"}";

    internal MlopsClientOptions With(MlopsCredential? credential) => new()
    {
        Credential = credential,
        Workspace = Workspace,
        CatalogUri = CatalogUri,
        HttpClient = HttpClient,
        Handler = Handler,
        Retry = Retry,
        Timeout = Timeout,
        TimeProvider = TimeProvider,
        ApplicationId = ApplicationId,
    };

    internal void Check(string owner)
    {
        if (HttpClient is not null && Handler is not null)
        {
            throw new ArgumentException($"{nameof(HttpClient)} and {nameof(Handler)} exclude each other.", owner);
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromDays(1))
        {
            throw new ArgumentException($"{nameof(Timeout)} must be positive and at most a day.", owner);
        }

        ArgumentNullException.ThrowIfNull(TimeProvider);
        Retry.Check(owner);
    }
}
