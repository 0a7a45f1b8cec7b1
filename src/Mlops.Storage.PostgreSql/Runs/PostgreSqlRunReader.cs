using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
using Mlops.Tracking.Runs;
using Npgsql;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>
/// The batched read of runs: concurrent requests share a statement. Runs with datasets or logged models use the general reader.
/// </summary>
internal sealed class PostgreSqlRunReader : IRunReader
{
    private readonly GroupQueue<ReadRequest> _queue;
    private readonly RunReader _units;
    private readonly PostgreSqlDatabase _database;
    private readonly KeyTable _keys;

    public PostgreSqlRunReader(RunReader units, PostgreSqlDatabase database, KeyTable keys)
    {
        (_units, _database, _keys) = (units, database, keys);
        _queue = new GroupQueue<ReadRequest>(inFlight: 3, most: 64, RunAsync);
    }

    public async ValueTask<Run> GetAsync(string workspace, string runId, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new ReadRequest(workspace, runId);
        _queue.Add(request);
        return await request.Answer ?? await _units.GetAsync(workspace, runId, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<Run>> ReadPageAsync(RelationalSession session, IReadOnlyList<long> ids)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var found = (await RunArrays.ReadAsync(((PostgreSqlSession)session).Connection, _keys, [.. ids])).ToDictionary(static run => run.Id);
        long[] others = [.. ids.Where(id => !found.TryGetValue(id, out var run) || run.HasMore)];
        var read = others.Length == 0 ? [] : await _units.ReadPageAsync(session, others);
        var next = 0;
        return [.. ids.Select(id => next < others.Length && others[next] == id ? read[next++] : found[id].ToRun())];
    }

    private async Task RunAsync(List<ReadRequest> group)
    {
        try
        {
            var found = (await ReadAsync([.. group.Select(static request => request.RunId).Distinct(StringComparer.Ordinal)]))
                .ToDictionary(static run => run.RunId, StringComparer.Ordinal);
            foreach (var request in group)
            {
                var isThere = found.TryGetValue(request.RunId, out var run) && run.Workspace == request.Workspace && !run.HasMore;
                request.Complete(isThere ? run!.ToRun() : null);
            }
        }
#pragma warning disable CA1031 // Whatever happened, each request is answered.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var answer = PostgreSqlErrors.Translate(error);
            group.ForEach(request => request.Fail(answer));
        }
    }

    private async Task<List<ReadRun>> ReadAsync(string[] runIds)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await _database.OpenForGroupAsync(CancellationToken.None);
                return await RunArrays.ReadAsync(connection, _keys, runIds);
            }
            catch (NpgsqlException error) when (attempt < 3 && PostgreSqlErrors.IsDisconnection(error))
            {
                _database.ForgetConnections();
            }
        }
    }
}
