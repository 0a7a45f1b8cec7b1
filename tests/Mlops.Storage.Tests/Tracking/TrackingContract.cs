using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.Tracking;

/// <summary>What the contracts of the tracking stores share; every test has a workspace to itself.</summary>
public abstract class TrackingContract(TrackingStores stores)
{
    private static int s_workspaces;

    protected string Workspace { get; } = NewWorkspace();

    protected ManualTime Time => stores.Time;

    private protected IExperimentStore Experiments => stores.Experiments;

    private protected IRunStore Runs => stores.Runs;

    private protected IMetricStore Metrics => stores.Metrics;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected static string NewWorkspace() => $"contracts/project-{Interlocked.Increment(ref s_workspaces)}";

    protected async Task<string> CreateExperimentAsync(string name = "experiment", string? workspace = null, params Tag[] tags) =>
        await Experiments.CreateAsync(workspace ?? Workspace, new NewExperiment(name, null, tags), Stop);

    protected async Task<string> CreateRunAsync(string experimentId, string? workspace = null, long startTime = 0, params Tag[] tags)
    {
        var run = await Runs.CreateAsync(
            workspace ?? Workspace, new NewRun(experimentId, "run", "user", startTime, [new Tag("mlflow.runName", "run"), .. tags]), Stop);
        return run.Info.RunId;
    }

    /// <summary>A run in an experiment of its own.</summary>
    protected async Task<string> CreateRunAsync() => await CreateRunAsync(await CreateExperimentAsync("experiment-" + Guid.NewGuid().ToString("N")));

    protected async Task<Run> GetRunAsync(string runId, string? workspace = null) => await Runs.GetAsync(workspace ?? Workspace, runId, Stop);

    protected Task LogMetricsAsync(string runId, params Metric[] metrics) => LogAsync(runId, new RunBatch(metrics, [], []));

    protected Task LogParamsAsync(string runId, params Param[] parameters) => LogAsync(runId, new RunBatch([], parameters, []));

    protected Task LogTagsAsync(string runId, params Tag[] tags) => LogAsync(runId, new RunBatch([], [], tags));

    protected async Task LogAsync(string runId, RunBatch batch, string? workspace = null) =>
        await Runs.LogBatchAsync(workspace ?? Workspace, runId, batch, Stop);

    /// <summary>Every experiment that a search finds, over all its pages.</summary>
    protected async Task<List<Experiment>> SearchExperimentsAsync(
        string? filter = null, string[]? orderBy = null, ViewType view = ViewType.ActiveOnly, int pageSize = 1000, string? workspace = null)
    {
        var comparisons = ExperimentSearch.ParseFilter(filter).Comparisons;
        var orders = ExperimentSearch.ParseOrderBy(orderBy);
        return await AllPagesAsync(pageSize, offset => Experiments.SearchAsync(
            workspace ?? Workspace, new ExperimentQuery(comparisons, orders, view, pageSize, offset), Stop));
    }

    /// <summary>Every run that a search finds, over all its pages.</summary>
    protected async Task<List<Run>> SearchRunsAsync(
        string[] experimentIds, string? filter = null, string[]? orderBy = null, ViewType view = ViewType.ActiveOnly, int pageSize = 1000, string? workspace = null)
    {
        var comparisons = RunSearch.ParseFilter(filter).Comparisons;
        var orders = RunSearch.ParseOrderBy(orderBy);
        return await AllPagesAsync(pageSize, offset => Runs.SearchAsync(
            workspace ?? Workspace, new RunQuery(experimentIds, comparisons, orders, view, pageSize, offset), Stop));
    }

    protected static async Task<List<T>> AllPagesAsync<T>(int pageSize, Func<long, ValueTask<Page<T>>> searchAsync)
    {
        var found = new List<T>();
        string? token = null;
        do
        {
            var page = await searchAsync(PageToken.Decode(token));
            Assert.True(page.NextPageToken is null ? page.Items.Count <= pageSize : page.Items.Count == pageSize);
            found.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token is not null);
        return found;
    }

    /// <summary>Asserts that something is refused with a code.</summary>
    protected static async Task<MlflowException> RefusedAsync(string errorCode, Func<Task> workAsync)
    {
        var refusal = await Assert.ThrowsAsync<MlflowException>(workAsync);
        Assert.Equal(errorCode, refusal.ErrorCode);
        return refusal;
    }

    protected static Task<MlflowException> UnknownAsync(Func<Task> workAsync) => RefusedAsync(ErrorCode.ResourceDoesNotExist, workAsync);

    protected static Task<MlflowException> InvalidAsync(Func<Task> workAsync) => RefusedAsync(ErrorCode.InvalidParameterValue, workAsync);
}
