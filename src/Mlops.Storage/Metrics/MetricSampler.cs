using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
using Mlops.Tracking.Metrics;

namespace Mlops.Storage.Metrics;

/// <summary>
/// Thins long histories: the chunks are read once for their steps and once for the points that stay, so that a request holds the
/// union of the steps and the answer, but never the histories.
/// </summary>
internal sealed class MetricSampler(WorkspaceTable workspaces)
{
    public async ValueTask<IReadOnlyList<MetricSample>> SampleAsync(RelationalSession session, string workspace, MetricSampleQuery query)
    {
        var runs = await FindRunsAsync(session, workspace, query.RunIds);
        var points = runs.Values.Distinct().ToDictionary(static run => run, static _ => new List<MetricPoint>());
        if (await session.QueryInt64Async("SELECT id FROM keys WHERE name = @0", [query.MetricKey]) is { } key && points.Count > 0)
        {
            var chunks = Chunks(key, [.. points.Keys]);
            var steps = new StepCollector();
            await session.ForEachAsync(
                chunks.Text, steps, static (steps, row) => steps.Add(row.GetInt64(0), (byte[])row.GetValue(1)), chunks.Parameters);
            var chosen = steps.Choose(query);
            await session.ForEachAsync(
                chunks.Text, (points, chosen), static (state, row) => Keep((byte[])row.GetValue(1), state.chosen, state.points[row.GetInt64(0)]), chunks.Parameters);
        }

        foreach (var kept in points.Values)
        {
            SortByStep(kept);
        }

        return [.. query.RunIds.Select(runId => new MetricSample(runId, points[runs[runId]]))];
    }

    private async ValueTask<Dictionary<string, long>> FindRunsAsync(RelationalSession session, string workspace, IReadOnlyList<string> runIds)
    {
        var builder = new SqlBuilder().Append("SELECT run_id, id FROM runs WHERE workspace_id = ").Value(await workspaces.FindAsync(session, workspace)).Append(" AND run_id IN (");
        for (var i = 0; i < runIds.Count; i++)
        {
            builder.Append(i == 0 ? "" : ", ").Value(runIds[i]);
        }

        var sql = builder.Append(")").Build();
        var found = await session.QueryAsync(sql.Text, static row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)), sql.Parameters);
        var runs = new Dictionary<string, long>(found, StringComparer.Ordinal);
        return runIds.FirstOrDefault(runId => !runs.ContainsKey(runId)) is { } unknown ? throw RunResolver.NotFound(unknown) : runs;
    }

    private static SqlQuery Chunks(long key, long[] runs) => new SqlBuilder()
        .Append("SELECT run, data FROM metric_chunks WHERE key_id = ").Value(key).Append(" AND run").In(runs).Append(" ORDER BY run").Build();

    private static void Keep(byte[] chunk, IReadOnlySet<long> steps, List<MetricPoint> points)
    {
        var reader = new MetricChunkReader(chunk);
        while (reader.Read())
        {
            if (steps.Contains(reader.Step))
            {
                points.Add(reader.Point);
            }
        }
    }

    private static void SortByStep(List<MetricPoint> points)
    {
        MetricPoints.SortDistinct(points);
        points.Sort(static (left, right) => left.Step != right.Step ? left.Step.CompareTo(right.Step) : left.CompareTo(right));
        if (points.Count > MetricSampleQuery.MaxPointsPerRun)
        {
            points.RemoveRange(MetricSampleQuery.MaxPointsPerRun, points.Count - MetricSampleQuery.MaxPointsPerRun);
        }
    }

    /// <summary>Takes the steps of chunks that come run by run.</summary>
    private sealed class StepCollector
    {
        private readonly StepSample _sample = new();
        private readonly List<long> _steps = [];
        private long _run;

        public void Add(long run, byte[] chunk)
        {
            if (run != _run)
            {
                EndRun();
                _run = run;
            }

            var reader = new MetricChunkReader(chunk);
            while (reader.Read())
            {
                if (_steps.Count == 0 || _steps[^1] != reader.Step)
                {
                    _steps.Add(reader.Step);
                }
            }
        }

        public IReadOnlySet<long> Choose(MetricSampleQuery query)
        {
            EndRun();
            return _sample.Choose(query.StartStep, query.EndStep, query.MaxSteps);
        }

        private void EndRun()
        {
            _sample.Add(_steps);
            _steps.Clear();
        }
    }
}
