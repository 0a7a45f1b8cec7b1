using System.Data.Common;
using Mlops.Storage.Access;
using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Scorers;

namespace Mlops.Storage.Scorers;

internal sealed class ScorerStore(
    IRelationalDatabase database, WorkspaceTable workspaces, ExperimentRows experimentRows, ExperimentStore experiments, TimeProvider time) : IScorerStore
{
    private const string Select =
        "SELECT s.experiment_id, s.name, v.version, v.serialized, v.creation_time, s.scorer_id FROM scorers s JOIN scorer_versions v ON v.scorer = s.id";

    public async ValueTask<Scorer> RegisterAsync(string workspace, string experimentId, string name, string serializedScorer, CancellationToken cancellationToken)
    {
        var scorerId = Guid.NewGuid().ToString("D");
        var (registered, workspaceId) = await database.WriteAsync(
            async session =>
            {
                var workspaceId = await workspaces.GetAsync(session, workspace);
                var experiment = await experiments.FindForWritingAsync(session, workspace, workspaceId, experimentId);

                // The update that changes nothing also makes others who register this scorer wait.
                var scorer = await session.QueryFirstAsync(
                    """
                    INSERT INTO scorers (scorer_id, workspace_id, experiment_id, name) VALUES (@0, @1, @2, @3)
                    ON CONFLICT (experiment_id, name) DO UPDATE SET name = excluded.name RETURNING id, scorer_id
                    """,
                    static row => (Id: row.GetInt64(0), ScorerId: row.GetString(1)),
                    [scorerId, workspaceId, experiment.Id, name]);
                var version = (await session.QueryInt64Async("SELECT MAX(version) FROM scorer_versions WHERE scorer = @0", [scorer.Id]) ?? 0) + 1;
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                await session.ExecuteAsync(
                    "INSERT INTO scorer_versions (scorer, version, serialized, creation_time) VALUES (@0, @1, @2, @3)", scorer.Id, version, serializedScorer, now);
                return (new Scorer
                {
                    ExperimentId = experiment.Id,
                    ScorerName = name,
                    ScorerVersion = version,
                    SerializedScorer = serializedScorer,
                    CreationTime = now,
                    ScorerId = scorer.ScorerId,
                }, workspaceId);
            },
            cancellationToken);
        workspaces.Remember(workspace, workspaceId);
        return registered;
    }

    public ValueTask<IReadOnlyList<Scorer>> ListAsync(string workspace, string experimentId, ResourceReader? reader, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Scorer>>(
        async session =>
        {
            var query = new SqlBuilder().Append(Select).Append(" WHERE s.experiment_id = ").Value((await experimentRows.FindActiveAsync(session, workspace, experimentId)).Id)
                .ReadableScorers(reader).Append(" AND v.version = (SELECT MAX(l.version) FROM scorer_versions l WHERE l.scorer = s.id) ORDER BY s.name").Build();
            return await session.QueryAsync(query.Text, Read, query.Parameters);
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<Scorer>> ListVersionsAsync(string workspace, string experimentId, string name, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Scorer>>(
        async session =>
        {
            var versions = await session.QueryAsync(
                $"{Select} WHERE s.experiment_id = @0 AND s.name = @1 ORDER BY v.version", Read,
                [(await experimentRows.FindActiveAsync(session, workspace, experimentId)).Id, name]);
            return versions.Count > 0 ? versions : throw NotFound(experimentId, name, null);
        },
        cancellationToken);

    public ValueTask<Scorer> GetAsync(string workspace, string experimentId, string name, long? version, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var experiment = (await experimentRows.FindActiveAsync(session, workspace, experimentId)).Id;
            var scorer = version is null
                ? await session.QueryFirstAsync($"{Select} WHERE s.experiment_id = @0 AND s.name = @1 ORDER BY v.version DESC LIMIT 1", Read, [experiment, name])
                : await session.QueryFirstAsync($"{Select} WHERE s.experiment_id = @0 AND s.name = @1 AND v.version = @2", Read, [experiment, name, version.Value]);
            return scorer ?? throw NotFound(experimentId, name, version);
        },
        cancellationToken);

    public async ValueTask DeleteAsync(string workspace, string experimentId, string name, long? version, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var scorer = await FindAsync(session, workspace, experimentId, name);
            var deleted = version is null
                ? await session.ExecuteAsync("DELETE FROM scorers WHERE id = @0", scorer.Id)
                : await session.ExecuteAsync("DELETE FROM scorer_versions WHERE scorer = @0 AND version = @1", scorer.Id, version.Value);
            return deleted > 0 ? deleted : throw NotFound(experimentId, name, version);
        },
        cancellationToken);

    public ValueTask<OnlineScoringConfig> ConfigureAsync(
        string workspace, string experimentId, string name, double sampleRate, string? filter, CancellationToken cancellationToken)
    {
        var configId = Guid.NewGuid().ToString("N");
        return database.WriteAsync(
            async session =>
            {
                var scorer = await FindAsync(session, workspace, experimentId, name);
                await session.ExecuteAsync(
                    """
                    INSERT INTO online_scoring_configs (scorer, config_id, sample_rate, filter) VALUES (@0, @1, @2, @3)
                    ON CONFLICT (scorer) DO UPDATE SET config_id = excluded.config_id, sample_rate = excluded.sample_rate, filter = excluded.filter
                    """,
                    scorer.Id, configId, sampleRate, filter);
                return new OnlineScoringConfig(configId, scorer.ScorerId, sampleRate, ExperimentRows.Id(scorer.Experiment), filter);
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<OnlineScoringConfig>> GetConfigsAsync(string workspace, IReadOnlyList<string> scorerIds, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<OnlineScoringConfig>>(
        async session =>
        {
            var workspaceId = await workspaces.FindAsync(session, workspace);
            var configs = new List<OnlineScoringConfig>();
            foreach (var chunk in RowChunks.Of(scorerIds.Distinct(StringComparer.Ordinal).ToArray()))
            {
                var sql = new SqlBuilder()
                    .Append("SELECT c.config_id, s.scorer_id, c.sample_rate, s.experiment_id, c.filter FROM scorers s JOIN online_scoring_configs c ON c.scorer = s.id WHERE s.workspace_id = ")
                    .Value(workspaceId).Append(" AND s.scorer_id IN (");
                for (var i = 0; i < chunk.Length; i++)
                {
                    sql.Append(i == 0 ? "" : ", ").Value(chunk.Span[i]);
                }

                var query = sql.Append(") ORDER BY s.id").Build();
                configs.AddRange(await session.QueryAsync(
                    query.Text,
                    static row => new OnlineScoringConfig(
                        row.GetString(0), row.GetString(1), row.GetDouble(2), ExperimentRows.Id(row.GetInt64(3)), row.IsDBNull(4) ? null : row.GetString(4)),
                    query.Parameters));
            }

            return configs;
        },
        cancellationToken);

    private async ValueTask<(long Id, string ScorerId, long Experiment)> FindAsync(RelationalSession session, string workspace, string experimentId, string name)
    {
        var scorer = await session.QueryFirstAsync(
            "SELECT id, scorer_id, experiment_id FROM scorers WHERE experiment_id = @0 AND name = @1",
            static row => (Id: row.GetInt64(0), ScorerId: row.GetString(1), Experiment: row.GetInt64(2)),
            [(await experimentRows.FindActiveAsync(session, workspace, experimentId)).Id, name]);
        return scorer.Id != 0 ? scorer : throw NotFound(experimentId, name, null);
    }

    private static Scorer Read(DbDataReader row) => new()
    {
        ExperimentId = row.GetInt64(0),
        ScorerName = row.GetString(1),
        ScorerVersion = row.GetInt64(2),
        SerializedScorer = row.GetString(3),
        CreationTime = row.GetInt64(4),
        ScorerId = row.GetString(5),
    };

    private static MlflowException NotFound(string experimentId, string name, long? version) => MlflowException.ResourceDoesNotExist(
        $"Scorer with name '{(name.Length <= 100 ? name : name[..100] + "…")}'{(version is null ? "" : $" and version {version}")} not found for experiment {experimentId}.");
}
