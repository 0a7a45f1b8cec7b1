using System.Collections.Concurrent;
using Npgsql;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>
/// Remembers what of runs and experiments never changes, so that any number of hosts may. Whether a run is deleted is not among that:
/// each statement asks it anew.
/// </summary>
internal sealed class RunIdentities
{
    private const int MaxKept = 200_000;
    private const string Find =
        "SELECT r.run_id, r.id, r.experiment_id, w.path FROM runs r JOIN workspaces w ON w.id = r.workspace_id WHERE r.run_id = ANY($1)";

    private readonly ConcurrentDictionary<string, RunIdentity> _runs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Workspace, string ExperimentId), ExperimentIdentity> _experiments = new();

    public void Remember(string runId, RunIdentity run)
    {
        if (_runs.Count >= MaxKept)
        {
            _runs.Clear();
        }

        _runs[runId] = run;
    }

    public void Remember(string workspace, string experimentId, ExperimentIdentity experiment)
    {
        if (_experiments.Count >= MaxKept)
        {
            _experiments.Clear();
        }

        _experiments[(workspace, experimentId)] = experiment;
    }

    public ExperimentIdentity? FindExperiment(string workspace, string experimentId) => _experiments.GetValueOrDefault((workspace, experimentId));

    /// <summary>Finds the runs of requests; those that have none in their workspace are answered as not written and taken out.</summary>
    public async ValueTask ResolveAsync(NpgsqlConnection connection, List<LogRequest> requests)
    {
        string[] unknown = [.. requests.Where(request => !_runs.ContainsKey(request.RunId)).Select(request => request.RunId).Distinct(StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            await using var command = new NpgsqlCommand(Find, connection);
            command.Parameters.Add(PostgreSqlParameters.Of(PostgreSqlDialect.Instance.Value(unknown)));
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                Remember(reader.GetString(0), new RunIdentity(reader.GetInt64(1), reader.GetInt64(2), reader.GetString(3)));
            }
        }

        requests.RemoveAll(request =>
        {
            if (_runs.TryGetValue(request.RunId, out var run) && run.Workspace == request.Workspace)
            {
                request.Run = run;
                return false;
            }

            request.Complete(written: false);
            return true;
        });
    }
}
