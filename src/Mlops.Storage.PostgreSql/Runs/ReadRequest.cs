using Mlops.Tracking.Runs;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>A run that waits to be read.</summary>
internal sealed class ReadRequest(string workspace, string runId)
{
    private readonly TaskCompletionSource<Run?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Workspace => workspace;

    public string RunId => runId;

    /// <summary>The run; null when the general reader must be used.</summary>
    public Task<Run?> Answer => _answer.Task;

    public void Complete(Run? run) => _answer.TrySetResult(run);

    public void Fail(Exception error) => _answer.TrySetException(error);
}
