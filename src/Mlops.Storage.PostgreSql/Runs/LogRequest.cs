using Mlops.Tracking.Runs;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>A batch that waits to be logged.</summary>
internal sealed class LogRequest(string workspace, string runId, RunBatch batch, CancellationToken cancellationToken) : GroupedRequest(cancellationToken)
{
    public string Workspace => workspace;

    public string RunId => runId;

    public RunBatch Batch => batch;

    /// <summary>The run, once it is found.</summary>
    public RunIdentity Run { get; set; }
}
