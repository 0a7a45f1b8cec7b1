using Mlops.Storage.Relational;
using Npgsql;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>Creates runs that come together in one statement.</summary>
internal sealed class CreateGroups
{
    private const string Insert =
        """
        WITH e AS MATERIALIZED (SELECT id, metric_group FROM experiments WHERE id = ANY($1) AND lifecycle_stage = 0),
        r AS (
            INSERT INTO runs (id, run_id, workspace_id, experiment_id, name, user_id, status, start_time, artifact_uri, lifecycle_stage)
            SELECT (e.metric_group << 40) + nextval('run_numbers'), u.run_id, u.workspace_id, e.id, u.name, u.user_id, 1, u.start_time, u.artifact_uri, 0
            FROM unnest($2, $3, $4, $5, $6, $7, $8) AS u (run_id, workspace_id, experiment_id, name, user_id, start_time, artifact_uri)
            JOIN e ON e.id = u.experiment_id
            RETURNING id, run_id
        ),
        t AS (
            INSERT INTO tags (run, key_id, value)
            SELECT r.id, u.key_id, u.value FROM unnest($9, $10, $11) AS u (run_id, key_id, value) JOIN r ON r.run_id = u.run_id
        )
        SELECT id, run_id FROM r
        """;

    private readonly GroupQueue<CreateRequest> _queue;
    private readonly PostgreSqlDatabase _database;
    private readonly KeyTable _keys;
    private readonly RunIdentities _identities;

    public CreateGroups(PostgreSqlDatabase database, KeyTable keys, RunIdentities identities)
    {
        (_database, _keys, _identities) = (database, keys, identities);
        _queue = new GroupQueue<CreateRequest>(inFlight: 2, most: 64, RunAsync);
    }

    /// <summary>Creates a run.</summary>
    /// <returns>False when it was not created and the long way must find out why.</returns>
    public Task<bool> CreateAsync(CreateRequest request)
    {
        _queue.Add(request);
        return request.Written;
    }

    private async Task RunAsync(List<CreateRequest> group)
    {
        var open = group.Where(static request => !request.IsAbandoned).ToList();
        try
        {
            if (open.Count > 0)
            {
                await WriteAsync(open);
            }
        }
#pragma warning disable CA1031 // Whatever happened, each request is answered.
        catch (Exception error)
#pragma warning restore CA1031
        {
            if (PostgreSqlErrors.IsDisconnection(error))
            {
                _database.ForgetConnections();
            }

            var answer = PostgreSqlErrors.Translate(error);
            open.ForEach(request => request.Fail(answer));
        }
    }

    private async Task WriteAsync(List<CreateRequest> open)
    {
        await using var connection = await _database.OpenForGroupAsync(CancellationToken.None);
        await KeyNumbers.EnsureAsync(connection, _keys, open.SelectMany(static request => request.Run.Tags).Select(static tag => tag.Key));
        var created = new Dictionary<string, long>(open.Count, StringComparer.Ordinal);
        await using (var command = Command(connection, open))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                created.Add(reader.GetString(1), reader.GetInt64(0));
            }
        }

        foreach (var request in open)
        {
            var written = created.TryGetValue(request.Info.RunId, out var id);
            if (written)
            {
                _identities.Remember(request.Info.RunId, new RunIdentity(id, request.Experiment.Id, request.Workspace));
            }

            request.Complete(written);
        }
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, List<CreateRequest> open)
    {
        var command = new NpgsqlCommand(Insert, connection);
        // Of a tag that comes twice the last one counts.
        var tags = open.SelectMany(request => request.Run.Tags.GroupBy(static tag => tag.Key).Select(tag => (request.Info.RunId, tag.Key, tag.Last().Value))).ToArray();
        object[] values =
        [
            open.Select(static request => request.Experiment.Id).Distinct().ToArray(),
            open.Select(static request => request.Info.RunId).ToArray(),
            open.Select(static request => request.Experiment.WorkspaceId).ToArray(),
            open.Select(static request => request.Experiment.Id).ToArray(),
            open.Select(static request => request.Run.RunName).ToArray(),
            open.Select(static request => request.Run.UserId).ToArray(),
            open.Select(static request => request.Run.StartTime).ToArray(),
            open.Select(static request => request.Info.ArtifactUri).ToArray(),
            tags.Select(static tag => tag.RunId).ToArray(),
            tags.Select(tag => _keys.TryGet(tag.Key, out var id) ? id : throw new InvalidOperationException("A name lost its number.")).ToArray(),
            tags.Select(static tag => tag.Value).ToArray(),
        ];
        foreach (var value in values)
        {
            command.Parameters.Add(PostgreSqlParameters.Of(PostgreSqlDialect.Instance.Value(value)));
        }

        return command;
    }
}
