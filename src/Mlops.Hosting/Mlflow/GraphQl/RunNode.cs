using Mlops.Hosting.Mlflow.Experiments;
using Mlops.Hosting.Mlflow.Registry;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Runs;

namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>A run with what a query asks about it beyond itself.</summary>
/// <param name="Run">The run.</param>
/// <param name="Experiment">Its experiment, where asked for.</param>
/// <param name="ModelVersions">The model versions that name it, where asked for.</param>
internal sealed record RunNode(Run Run, Experiment? Experiment, IReadOnlyList<ModelVersion> ModelVersions)
{
    private const int RunsPerSearch = 200;

    /// <summary>Reads what is asked for with a few calls for all runs together, instead of one for each.</summary>
    /// <param name="call">The call.</param>
    /// <param name="runs">The runs.</param>
    /// <param name="selected">What is asked of each run.</param>
    /// <param name="path">The field of the answer that holds them.</param>
    public static async Task<IReadOnlyList<RunNode>> LoadAsync(MlflowCall call, IReadOnlyList<Run> runs, SelectedField selected, string path)
    {
        var experiments = new Dictionary<string, Experiment>(StringComparer.Ordinal);
        if (selected.Selects(path, "experiment"))
        {
            foreach (var id in runs.Select(static run => run.Info.ExperimentId).Distinct(StringComparer.Ordinal))
            {
                experiments.Add(id, await ExperimentEndpoints.FindAsync(call, id));
            }
        }

        var versions = selected.Selects(path, "modelVersions") ? await VersionsAsync(call, runs) : null;
        return
        [
            .. runs.Select(run => new RunNode(
                run, experiments.GetValueOrDefault(run.Info.ExperimentId), versions is null ? [] : [.. versions[run.Info.RunId]])),
        ];
    }

    private static async Task<ILookup<string, ModelVersion>> VersionsAsync(MlflowCall call, IReadOnlyList<Run> runs)
    {
        var found = new List<ModelVersion>();
        foreach (var some in runs.Chunk(RunsPerSearch))
        {
            found.AddRange(await ModelVersionEndpoints.OfRunsAsync(call, some.Select(static run => run.Info.RunId)));
        }

        return found.ToLookup(static version => version.RunId, StringComparer.Ordinal);
    }
}
