using Mlops.Storage.Access;
using Mlops.Storage.Assessments;
using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
using Mlops.Tracking;
using Mlops.Tracking.Access;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Traces;

internal sealed class TraceStore(
    IRelationalDatabase database, WorkspaceTable workspaces, ExperimentStore experiments, RunResolver runs, TraceRows rows) : ITraceStore
{
    public async ValueTask<TraceInfo> StartAsync(string workspace, TraceInfo trace, ResourceReader? writer, CancellationToken cancellationToken)
    {
        var (started, workspaceId) = await database.WriteAsync(
            async session =>
            {
                var workspaceId = await workspaces.GetAsync(session, workspace);
                var experiment = await experiments.FindForWritingAsync(session, workspace, workspaceId, trace.TraceLocation.MlflowExperiment.ExperimentId);
                return (await StartAsync(session, workspaceId, experiment, trace, writer), workspaceId);
            },
            cancellationToken);
        workspaces.Remember(workspace, workspaceId);
        return started;
    }

    public ValueTask<TraceInfo> EndAsync(string workspace, string traceId, TraceEnd end, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var trace = await rows.FindAsync(session, workspace, traceId);
            await session.ExecuteAsync(
                "UPDATE traces SET execution_time_ms = @1 - timestamp_ms, status = @2 WHERE id = @0", trace, end.Timestamp, TraceStatus.Text(end.State));
            await TraceRows.SetMetadataAsync(session, end.Metadata.Select(entry => (trace, entry.Key, entry.Value)));
            await TraceRows.SetTagsAsync(session, end.Tags.Select(tag => (trace, tag.Key, tag.Value)));
            return await TraceReader.ReadAsync(session, trace);
        },
        cancellationToken);

    public ValueTask<IReadOnlyList<TraceInfo>> FindAsync(string workspace, IReadOnlyList<string> traceIds, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await TraceReader.ReadAsync(session, [.. (await rows.FindAsync(session, workspace, traceIds)).Select(static row => row.Id)]),
        cancellationToken);

    public ValueTask<Page<TraceInfo>> SearchAsync(string workspace, TraceQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var sql = await TraceSearchSql.BuildAsync(session, query, await workspaces.FindAsync(session, workspace));
            var ids = sql is null ? [] : await session.QueryAsync(sql.Text, static row => row.GetInt64(0), sql.Parameters);
            var next = ids.Count == query.MaxResults ? PageToken.Encode(query.Offset + query.MaxResults) : null;
            return new Page<TraceInfo>(await TraceReader.ReadAsync(session, ids), next);
        },
        cancellationToken);

    public ValueTask<FilterCounts> CountAsync(
        string workspace,
        IReadOnlyList<string> experimentIds,
        IReadOnlyList<Comparison> first,
        IReadOnlyList<Comparison> second,
        IReadOnlyList<Comparison> common,
        CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var sql = await TraceSearchSql.BuildCountAsync(session, await workspaces.FindAsync(session, workspace), experimentIds, first, second, common);
            return (sql is null ? null : await session.QueryFirstAsync(
                sql.Text, static row => new FilterCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), sql.Parameters))
                ?? new FilterCounts(0, 0, 0, 0);
        },
        cancellationToken);

    public async ValueTask SetTagAsync(string workspace, string traceId, string key, string? value, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var trace = await rows.FindAsync(session, workspace, traceId);
            if (value is not null)
            {
                await TraceRows.SetTagsAsync(session, [(trace, key, value)]);
                return 1;
            }

            return await session.ExecuteAsync("DELETE FROM trace_tags WHERE trace = @0 AND key = @1", trace, key) > 0
                ? 1
                : throw MlflowException.ResourceDoesNotExist($"No trace tag with key '{key}' for trace with ID '{traceId}'");
        },
        cancellationToken);

    public ValueTask<long> DeleteAsync(string workspace, TraceSelection selection, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var workspaceId = await workspaces.FindAsync(session, workspace);
            var experiment = await ExperimentRows.ResolveAsync(session, workspaceId, [selection.ExperimentId]);
            var sql = new SqlBuilder()
                .Append("SELECT t.id FROM traces t WHERE t.workspace_id = ").Value(workspaceId).Append(" AND t.experiment_id = ").Value(experiment[0]);
            if (selection.MaxTimestamp is { } until && selection.TraceIds.Count == 0)
            {
                sql.Append(" AND t.timestamp_ms <= ").Value(until);
            }

            if (selection.TraceIds.Count > 0)
            {
                sql.Append(" AND t.trace_id IN (");
                for (var i = 0; i < selection.TraceIds.Count; i++)
                {
                    sql.Append(i == 0 ? "" : ", ").Value(selection.TraceIds[i]);
                }

                sql.Append(")");
            }

            if (selection.MaxTraces is { } limit)
            {
                sql.Append(" ORDER BY t.timestamp_ms, t.trace_id LIMIT ").Value((long)limit);
            }

            var query = sql.Build();
            var ids = await session.QueryAsync(query.Text, static row => row.GetInt64(0), query.Parameters);
            if (ids.Count > 0)
            {
                var (where, parameter) = IdList.Of(ids);
                await session.ExecuteAsync(
                    $"DELETE FROM trace_runs WHERE workspace_id = @1 AND trace_id IN (SELECT t.trace_id FROM traces t WHERE t.id {where})", parameter, workspaceId);
                await session.ExecuteAsync($"DELETE FROM traces WHERE id {where}", parameter);
            }

            return (long)ids.Count;
        },
        cancellationToken);

    public async ValueTask LinkRunAsync(string workspace, IReadOnlyList<string> traceIds, string runId, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var run = await runs.FindAsync(session, workspace, runId);
            var workspaceId = await workspaces.FindAsync(session, workspace);
            await RowBatch.InsertAsync(
                session, "INSERT INTO trace_runs (run, workspace_id, trace_id)",
                [.. traceIds.Select(traceId => new object?[] { run.Id, workspaceId, traceId })], "ON CONFLICT DO NOTHING");
            return traceIds.Count;
        },
        cancellationToken);

    public async ValueTask LinkPromptsAsync(
        string workspace, string traceId, IReadOnlyList<PromptVersionReference> prompts, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var trace = await rows.FindAsync(session, workspace, traceId);
            await RowBatch.InsertAsync(
                session, "INSERT INTO trace_prompts (trace, prompt, version)",
                [.. prompts.Select(prompt => new object?[] { trace, prompt.Name, prompt.Version })], "ON CONFLICT DO NOTHING");
            return prompts.Count;
        },
        cancellationToken);

    private static async ValueTask<TraceInfo> StartAsync(RelationalSession session, long workspaceId, ExperimentRow experiment, TraceInfo trace, ResourceReader? writer)
    {
        // The statement itself refuses, so that no trace that appeared since its writer was asked about is taken out of another's
        // experiment.
        var id = await session.QueryInt64Async(
            $"""
            INSERT INTO traces AS t
                (trace_id, workspace_id, experiment_id, timestamp_ms, execution_time_ms, status, client_request_id, request_preview, response_preview)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8)
            ON CONFLICT (workspace_id, trace_id) DO UPDATE SET
                experiment_id = excluded.experiment_id,
                timestamp_ms = excluded.timestamp_ms,
                execution_time_ms = excluded.execution_time_ms,
                status = excluded.status,
                client_request_id = excluded.client_request_id,
                request_preview = COALESCE(excluded.request_preview, t.request_preview),
                response_preview = COALESCE(excluded.response_preview, t.response_preview)
            {(writer is null ? "" : $"WHERE {ReaderSql.MayEdit(writer, "t", "@9", "@10")}")}
            RETURNING id
            """,
            [
                trace.TraceId, workspaceId, experiment.Id, trace.RequestTime, trace.ExecutionDuration, TraceStatus.Text(trace.State),
                trace.ClientRequestId, trace.RequestPreview, trace.ResponsePreview, .. writer is null ? [] : new object?[] { writer.UserId, (long)writer.Otherwise },
            ])
            ?? throw (writer is null ? new InvalidOperationException("The database gave a trace no number.") : MlflowException.PermissionDenied("Permission denied."));
        await TraceRows.SetMetadataAsync(session, trace.TraceMetadata.Select(entry => (id, entry.Key, entry.Value)));
        var location = ArtifactUri.Append(experiment.ArtifactLocation, $"traces/{trace.TraceId}/artifacts");
        await TraceRows.SetTagsAsync(
            session,
            trace.Tags.Where(static tag => tag.Key != TraceNames.ArtifactLocation)
                .Select(tag => (id, tag.Key, tag.Value)).Append((id, TraceNames.ArtifactLocation, location)));
        if (trace.TraceMetadata.TryGetValue(TraceNames.TokenUsage, out var usage))
        {
            await TraceRows.SetMetricsAsync(session, TraceUsage.Read(usage, TraceNames.TokenKeys).Select(metric => (id, metric.Key, metric.Value)));
        }

        await AssessmentRows.SetAsync(session, id, trace.Assessments);
        return await TraceReader.ReadAsync(session, id);
    }
}
