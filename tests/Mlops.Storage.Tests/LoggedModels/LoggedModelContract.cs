using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.LoggedModels;

/// <summary>What the contracts of logged models share.</summary>
public abstract class LoggedModelContract(TrackingStores stores) : TrackingContract(stores)
{
    protected const string UnknownId = "m-00000000000000000000000000000000";

    private readonly TrackingStores _stores = stores;

    private protected ILoggedModelStore Models => _stores.LoggedModels;

    private protected IDatasetStore Datasets => _stores.Datasets;

    /// <summary>Creates a model and gives its id; every model is a millisecond younger than the one before.</summary>
    protected async Task<string> CreateModelAsync(
        string experimentId, string name = "net", string? workspace = null, Param[]? parameters = null, Tag[]? tags = null, string type = "", string runId = "")
    {
        Time.Milliseconds++;
        var model = await Models.CreateAsync(
            workspace ?? Workspace, new NewLoggedModel(experimentId, name, type, runId, parameters ?? [], tags ?? []), Stop);
        return model.Info.ModelId;
    }

    protected async Task<LoggedModel> GetModelAsync(string modelId) => await Models.GetAsync(Workspace, modelId, includeDeleted: false, Stop);

    protected static Metric On(string modelId, string key, double value, long timestamp = 1, long step = 0, string? dataset = null, string? digest = null) =>
        new(key, value, timestamp, step) { ModelId = modelId, DatasetName = dataset, DatasetDigest = digest };

    /// <summary>The names of all models that a search finds, over all its pages.</summary>
    private protected async Task<string[]> SearchAsync(
        string[] experimentIds, string? filter = null, LoggedModelOrderClause[]? orderBy = null, LoggedModelDataset[]? datasets = null, int pageSize = 50, string? workspace = null)
    {
        var pages = new LoggedModelPageToken(experimentIds, filter, orderBy);
        var found = new List<string>();
        string? token = null;
        do
        {
            var query = new LoggedModelQuery(
                pages, LoggedModelSearch.ParseFilter(filter).Comparisons, datasets ?? [], LoggedModelSearch.ParseOrderBy(orderBy), pageSize, pages.Decode(token));
            var page = await Models.SearchAsync(workspace ?? Workspace, query, Stop);
            Assert.True(page.NextPageToken is null ? page.Items.Count <= pageSize : page.Items.Count == pageSize);
            found.AddRange(page.Items.Select(model => model.Info.Name));
            token = page.NextPageToken;
        }
        while (token is not null);
        return [.. found];
    }
}
