using Microsoft.Extensions.Logging;
using Mlops.Storage.Relational;
using Mlops.Tracking.Errors;
using Npgsql;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>Logs batches that come together in one statement.</summary>
internal sealed class LogGroups
{
    private const int MaxTries = 4;
    private const string FindParams = "SELECT p.run, p.key_id, p.value FROM unnest($1, $2) AS u (run, key_id) JOIN params p ON p.run = u.run AND p.key_id = u.key_id";
    private readonly GroupQueue<LogRequest> _queue;
    private readonly PostgreSqlDatabase _database;
    private readonly KeyTable _keys;
    private readonly RunIdentities _identities;
    private readonly SeriesPacking _packing = new();
    // Outside of the batches, which would wait for it.
    private readonly GroupQueue<(long Run, long Key)> _due;
    private readonly ILogger _logger;

    public LogGroups(PostgreSqlDatabase database, KeyTable keys, RunIdentities identities, ILogger<LogGroups> logger)
    {
        (_database, _keys, _identities, _logger) = (database, keys, identities, logger);
        _queue = new GroupQueue<LogRequest>(inFlight: 2, most: 64, RunAsync);
        _due = new GroupQueue<(long Run, long Key)>(inFlight: 1, most: 16, PackAsync);
    }

    /// <summary>Logs a batch.</summary>
    /// <returns>False when it was not written and the long way must find out why.</returns>
    public Task<bool> LogAsync(LogRequest request)
    {
        _queue.Add(request);
        return request.Written;
    }

    private async Task RunAsync(List<LogRequest> group)
    {
        var open = group.Where(static request => !request.IsAbandoned).ToList();
        try
        {
            await WriteAsync(open);
        }
#pragma warning disable CA1031 // Whatever happened, each request is answered.
        catch (Exception error)
#pragma warning restore CA1031
        {
            var answer = PostgreSqlErrors.Translate(error);
            open.ForEach(request => request.Fail(answer));
        }
    }

    private async Task WriteAsync(List<LogRequest> open)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await _database.OpenForGroupAsync(CancellationToken.None);
                await _identities.ResolveAsync(connection, open);
                await KeyNumbers.EnsureAsync(connection, _keys, open.SelectMany(static request => Names(request)));
                var rows = await CollectAsync(connection, open);
                var active = open.Count == 0 ? [] : await rows.WriteAsync(connection);
                open.ForEach(request => request.Complete(active.Contains(request.Run.Id)));
                foreach (var (run, key, points) in rows.Series)
                {
                    if (active.Contains(run) && _packing.IsDue(run, key, points))
                    {
                        // If too many are due already, its turn comes again after as many rows.
                        _ = _due.TryAdd((run, key));
                    }
                }

                return;
            }
            catch (PostgresException error) when (PostgreSqlErrors.IsCollision(error))
            {
                if (attempt == MaxTries)
                {
                    open.ForEach(static request => request.Complete(written: false));
                    return;
                }
            }
            catch (NpgsqlException error) when (attempt < 3 && PostgreSqlErrors.IsDisconnection(error))
            {
                // Once more is no harm, even if the first time went through: points, parameters and tags are what they were.
                _database.ForgetConnections();
            }
        }
    }

    private static IEnumerable<string> Names(LogRequest request) =>
        request.Batch.Metrics.Select(static metric => metric.Key)
            .Concat(request.Batch.Params.Select(static param => param.Key))
            .Concat(request.Batch.Tags.Select(static tag => tag.Key));

    /// <summary>Gathers the rows; requests that contradict a parameter are answered as not written and taken out.</summary>
    private async Task<LogRows> CollectAsync(NpgsqlConnection connection, List<LogRequest> open)
    {
        var rows = new LogRows();
        var known = await FindParamsAsync(connection, open);
        open.RemoveAll(request =>
        {
            if (!TryAddParams(rows, request, known))
            {
                request.Complete(written: false);
                return true;
            }

            rows.Add(request, _keys);
            return false;
        });
        return rows;
    }

    private bool TryAddParams(LogRows rows, LogRequest request, Dictionary<(long Run, long Key), string> known)
    {
        var added = new List<long>();
        foreach (var param in request.Batch.Params)
        {
            var key = Number(param.Key);
            var isKnown = known.TryGetValue((request.Run.Id, key), out var old);
            if (isKnown ? old != param.Value : !rows.TryAddParam(request.Run.Id, key, param.Value))
            {
                added.ForEach(key => rows.RemoveParam(request.Run.Id, key));
                return false;
            }

            if (!isKnown)
            {
                added.Add(key);
            }
        }

        return true;
    }

    private async Task<Dictionary<(long Run, long Key), string>> FindParamsAsync(NpgsqlConnection connection, List<LogRequest> open)
    {
        var known = new Dictionary<(long, long), string>();
        var wanted = open.SelectMany(request => request.Batch.Params.Select(param => (request.Run.Id, Key: Number(param.Key)))).Distinct().ToArray();
        if (wanted.Length == 0)
        {
            return known;
        }

        await using var command = new NpgsqlCommand(FindParams, connection);
        command.Parameters.Add(PostgreSqlParameters.Of(wanted.Select(static pair => pair.Id).ToArray()));
        command.Parameters.Add(PostgreSqlParameters.Of(wanted.Select(static pair => pair.Key).ToArray()));
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            known.Add((reader.GetInt64(0), reader.GetInt64(1)), reader.GetString(2));
        }

        return known;
    }

    private long Number(string name) => _keys.TryGet(name, out var id) ? id : throw new InvalidOperationException("A name lost its number.");

    private async Task PackAsync(List<(long Run, long Key)> due)
    {
        foreach (var (run, key) in due)
        {
            try
            {
                await _database.WriteAsync(session => SeriesPacking.PackAsync(session, run, key), CancellationToken.None);
            }
#pragma warning disable CA1031 // The points are there all the same; a later turn packs them.
            catch (Exception error)
#pragma warning restore CA1031
            {
                PostgreSqlLog.PackingFailed(_logger, error);
            }
        }
    }
}
