using Mlops.Hosting.Access;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Inputs;

namespace Mlops.Hosting.Mlflow.Inputs;

/// <summary>The route by which MLflow's pages list the datasets of experiments.</summary>
internal static class DatasetEndpoints
{
    private const int MaxExperiments = 20;
    private const int MaxSummaries = 1000;

    public static void Map(MlflowRoutes routes) =>
        routes.Message("POST", "/ajax-api/2.0/mlflow/experiments/search-datasets", AccessLevel.Read, Names.Experiments("experiment_ids"), SearchAsync);

    /// <summary>What a search for datasets answers, whatever route asked.</summary>
    public static async Task<SearchDatasetsResponse> FindAsync(MlflowCall call)
    {
        var experimentIds = call.Request.Strings("experiment_ids");
        if (experimentIds.Count == 0)
        {
            throw MlflowException.InvalidParameterValue("SearchDatasets request must specify at least one experiment_id.");
        }

        if (experimentIds.Count > MaxExperiments)
        {
            throw MlflowException.InvalidParameterValue(
                $"SearchDatasets request cannot specify more than {MaxExperiments} experiment_ids. Received {experimentIds.Count} experiment_ids.");
        }

        var found = await call.Service<DatasetService>().SearchAsync(call.Workspace, experimentIds, MaxSummaries, call.Aborted);
        return new SearchDatasetsResponse(found);
    }

    private static async Task SearchAsync(MlflowCall call) => await call.RespondAsync(await FindAsync(call));
}
