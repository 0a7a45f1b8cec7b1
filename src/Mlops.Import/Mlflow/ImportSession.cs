using System.Data.Common;
using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
using Mlops.Tracking;

namespace Mlops.Import.Mlflow;

/// <summary>One transaction of an import, with the ways from MLflow's keys to the numbers of this database.</summary>
internal sealed class ImportSession(RelationalSession session, WorkspaceTable workspaces, ImportOptions options)
{
    private const int RowsPerStatement = 50;
    private const int KeysPerQuery = 500;
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);

    public ImportOptions Options => options;

    public RelationalSession Session => session;

    /// <summary>The number of the workspace that takes what MLflow keeps in one of its own.</summary>
    public ValueTask<long> WorkspaceAsync(string name) => workspaces.GetAsync(session, options.WorkspaceOf(name));

    /// <summary>The number of a metric, parameter or tag name, given now if it has none.</summary>
    public async ValueTask<long> KeyAsync(string name)
    {
        // Not the table's own cache: this transaction may fail and run again.
        if (!_keys.TryGetValue(name, out var id))
        {
            id = await session.QueryInt64Async("SELECT id FROM keys WHERE name = @0", [name])
                ?? await session.QueryInt64Async("INSERT INTO keys (name) VALUES (@0) RETURNING id", [name])
                ?? throw new InvalidOperationException("The database gave a key no number.");
            _keys.Add(name, id);
        }

        return id;
    }

    public Task<Dictionary<string, ResolvedRun>> RunsAsync(IEnumerable<string> runIds) => FindAsync(
        "SELECT run_id, id, experiment_id FROM runs WHERE run_id IN (", runIds,
        static row => (row.GetString(0), new ResolvedRun(row.GetInt64(1), row.GetInt64(2), LifecycleStage.Active)));

    public Task<Dictionary<string, long>> LoggedModelsAsync(IEnumerable<string> modelIds) => FindAsync(
        "SELECT model_id, id FROM logged_models WHERE model_id IN (", modelIds, static row => (row.GetString(0), row.GetInt64(1)));

    public Task<Dictionary<string, long>> EvaluationDatasetsAsync(IEnumerable<string> datasetIds) => FindAsync(
        "SELECT dataset_id, id FROM evaluation_datasets WHERE dataset_id IN (", datasetIds, static row => (row.GetString(0), row.GetInt64(1)));

    public Task<Dictionary<string, long>> ScorersAsync(IEnumerable<string> scorerIds) => FindAsync(
        "SELECT scorer_id, id FROM scorers WHERE scorer_id IN (", scorerIds, static row => (row.GetString(0), row.GetInt64(1)));

    public Task<Dictionary<string, long>> WebhooksAsync(IEnumerable<string> webhookIds) => FindAsync(
        "SELECT webhook_id, id FROM webhooks WHERE webhook_id IN (", webhookIds, static row => (row.GetString(0), row.GetInt64(1)));

    /// <summary>The numbers of traces by their ids.</summary>
    /// <param name="rows">Rows of MLflow's database.</param>
    /// <param name="trace">The column with the trace's id.</param>
    /// <param name="experiment">The column with its experiment, in whose workspace it is; null where there is no such trace.</param>
    public async Task<Dictionary<string, long>> TracesAsync(IReadOnlyList<SourceRow> rows, int trace, int experiment)
    {
        var known = rows.Where(row => row[experiment] is not null).ToLookup(row => options.ExperimentOf(row.Integer(experiment)), row => row.Text(trace));
        var experiments = await ExperimentsAsync(known.Select(static some => some.Key));
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var workspace in known.Where(some => experiments.ContainsKey(some.Key)).GroupBy(some => experiments[some.Key], static some => some))
        {
            foreach (var (traceId, id) in await FindAsync(
                () => new SqlBuilder().Append("SELECT trace_id, id FROM traces WHERE workspace_id = ").Value(workspace.Key).Append(" AND trace_id IN ("), workspace.SelectMany(static some => some),
                static row => (row.GetString(0), row.GetInt64(1))))
            {
                found[traceId] = id;
            }
        }

        return found;
    }

    /// <summary>The numbers of all spans of traces.</summary>
    public async Task<Dictionary<(long Trace, string Span), long>> SpansAsync(IEnumerable<long> traces)
    {
        var found = new Dictionary<(long, string), long>();
        foreach (var some in traces.Distinct().Chunk(KeysPerQuery))
        {
            var query = new SqlBuilder().Append("SELECT trace, span_id, id FROM spans WHERE trace").In(some).Build();
            await session.ForEachAsync(query.Text, found, static (found, row) => found.Add((row.GetInt64(0), row.GetString(1)), row.GetInt64(2)), query.Parameters);
        }

        return found;
    }

    /// <summary>The workspaces of experiments.</summary>
    public async Task<Dictionary<long, long>> ExperimentsAsync(IEnumerable<long> ids)
    {
        var found = new Dictionary<long, long>();
        foreach (var some in ids.Distinct().Chunk(KeysPerQuery))
        {
            var query = new SqlBuilder().Append("SELECT id, workspace_id FROM experiments WHERE id").In(some).Build();
            await session.ForEachAsync(query.Text, found, static (found, row) => found.Add(row.GetInt64(0), row.GetInt64(1)), query.Parameters);
        }

        return found;
    }

    /// <summary>The number of a registered model, or null.</summary>
    public async ValueTask<long?> RegisteredModelAsync(string workspace, string name) => await session.QueryInt64Async(
        "SELECT id FROM registered_models WHERE workspace_id = @0 AND name = @1", [await WorkspaceAsync(workspace), name]);

    /// <summary>The number of a model version, or null.</summary>
    public async ValueTask<long?> ModelVersionAsync(string workspace, string name, long version) => await RegisteredModelAsync(workspace, name) is not { } model
        ? null
        : await session.QueryInt64Async("SELECT id FROM model_versions WHERE model_id = @0 AND version = @1", [model, version]);

    /// <summary>Adds rows, many with one statement.</summary>
    public async ValueTask InsertAsync(string into, IReadOnlyList<object?[]> rows)
    {
        var at = 0;
        for (; at + RowsPerStatement <= rows.Count; at += RowsPerStatement)
        {
            await InsertAsync(into, rows, at, RowsPerStatement);
        }

        for (; at < rows.Count; at++)
        {
            await InsertAsync(into, rows, at, 1);
        }
    }

    // SQLite may hold U+0000, for which PostgreSQL has no room.
    private static object? Storable(object? value) => value is string text ? text.Replace('\0', '\uFFFD') : value;

    private async ValueTask InsertAsync(string into, IReadOnlyList<object?[]> rows, int from, int count)
    {
        var builder = new SqlBuilder().Append("INSERT INTO ").Append(into).Append(" VALUES ");
        for (var i = from; i < from + count; i++)
        {
            builder.Append(i == from ? "(" : ", (");
            for (var column = 0; column < rows[i].Length; column++)
            {
                builder.Append(column == 0 ? "" : ", ").Value(Storable(rows[i][column]));
            }

            builder.Append(")");
        }

        var statement = builder.Build();
        await session.ExecuteAsync(statement.Text, statement.Parameters);
    }

    private Task<Dictionary<string, T>> FindAsync<T>(string select, IEnumerable<string> keys, Func<DbDataReader, (string Key, T Value)> read) =>
        FindAsync(() => new SqlBuilder().Append(select), keys, read);

    private async Task<Dictionary<string, T>> FindAsync<T>(Func<SqlBuilder> select, IEnumerable<string> keys, Func<DbDataReader, (string Key, T Value)> read)
    {
        var found = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var some in keys.Distinct(StringComparer.Ordinal).Chunk(KeysPerQuery))
        {
            var builder = select();
            // Always as many, so that there is one statement.
            for (var i = 0; i < KeysPerQuery; i++)
            {
                builder.Append(i == 0 ? "" : ", ").Value(some[Math.Min(i, some.Length - 1)]);
            }

            var query = builder.Append(")").Build();
            foreach (var (key, value) in await session.QueryAsync(query.Text, read, query.Parameters))
            {
                found[key] = value;
            }
        }

        return found;
    }
}
