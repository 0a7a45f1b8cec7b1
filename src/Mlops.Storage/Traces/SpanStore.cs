using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking.Access;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Traces;

internal sealed class SpanStore(
    IRelationalDatabase database, WorkspaceTable workspaces, ExperimentStore experiments, TraceRows rows) : ISpanStore
{
    public async ValueTask LogAsync(string workspace, string experimentId, IReadOnlyList<Span> spans, ResourceReader? writer, CancellationToken cancellationToken)
    {
        if (spans.Count == 0)
        {
            return;
        }

        var batch = SpanBatch.Of(spans);
        var workspaceId = await database.WriteAsync(
            async session =>
            {
                var workspaceId = await workspaces.GetAsync(session, workspace);
                var experiment = await experiments.FindForWritingAsync(session, workspace, workspaceId, experimentId);
                await new SpanWriter(session, workspaceId, experiment, writer).WriteAsync(batch);
                return workspaceId;
            },
            cancellationToken);
        workspaces.Remember(workspace, workspaceId);
    }

    public ValueTask<IReadOnlyList<Trace>> ReadAsync(string workspace, IReadOnlyList<string> traceIds, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            long[] ids = [.. (await rows.FindAsync(session, workspace, traceIds)).Select(static row => row.Id)];
            var infos = await TraceReader.ReadAsync(session, ids);
            var spans = await SpanReader.ReadAsync(session, ids, infos);
            return (IReadOnlyList<Trace>)[.. ids.Select((id, i) => new Trace { TraceInfo = infos[i], Spans = spans[id] })];
        },
        cancellationToken);
}
