using Mlops.Storage.Relational;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Traces;

/// <summary>
/// Sums up the tokens and cost of a trace's spans anew whenever some came, so that a span that comes twice counts once and a parent stands
/// for its children with whichever export they come (<see cref="SpanTree"/>). What the client itself said of the whole trace stands.
/// </summary>
internal sealed class TraceSums(RelationalSession session)
{
    private readonly Dictionary<long, Dictionary<string, double>> _sums = [];
    private readonly Dictionary<long, SpanTree> _trees = [];
    private readonly Dictionary<long, HashSet<string>> _present = [];

    public async ValueTask WriteAsync(IReadOnlyList<long> traces)
    {
        foreach (var trace in traces)
        {
            _trees.Add(trace, new SpanTree());
            _present.Add(trace, new(StringComparer.Ordinal));
        }

        var (where, parameter) = IdList.Of(traces);
        await session.ForEachAsync(
            $"SELECT s.trace, s.span_id, s.parent_span_id, m.key, m.value FROM spans s LEFT JOIN span_metrics m ON m.span = s.id WHERE s.trace {where}",
            _trees,
            static (trees, row) => trees[row.GetInt64(0)].Add(
                row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.IsDBNull(4) ? 0 : row.GetDouble(4)),
            [parameter]);
        foreach (var (trace, tree) in _trees)
        {
            _sums.Add(trace, tree.Sum());
        }

        await session.ForEachAsync(
            $"SELECT trace, key FROM trace_metadata WHERE trace {where} AND key IN ('{TraceNames.InfoFinalized}', '{TraceNames.TokenUsage}', '{TraceNames.Cost}')",
            _present, static (present, row) => present[row.GetInt64(0)].Add(row.GetString(1)), [parameter]);
        var usage = Metadata(traces, TraceNames.TokenUsage, TraceNames.TokenKeys, whole: true);
        await TraceRows.SetMetadataAsync(session, usage.Concat(Metadata(traces, TraceNames.Cost, TraceNames.CostKeys, whole: false)));
        await TraceRows.SetMetricsAsync(session, usage.SelectMany(entry => TraceNames.TokenKeys
            .Where(_sums[entry.Trace].ContainsKey).Select(key => (entry.Trace, key, _sums[entry.Trace][key]))));
    }

    /// <summary>The traces whose sums some spans change: those that have sums, and those whose spans bring the first.</summary>
    public static async ValueTask<IReadOnlyList<long>> ChangedAsync(RelationalSession session, IReadOnlyCollection<long> traces, IEnumerable<long> measured)
    {
        var changed = measured.ToHashSet();
        var others = traces.Where(trace => !changed.Contains(trace)).ToArray();
        if (others.Length > 0)
        {
            var (where, parameter) = IdList.Of(others);
            await session.ForEachAsync(
                $"SELECT DISTINCT trace FROM trace_metadata WHERE trace {where} AND key IN ('{TraceNames.TokenUsage}', '{TraceNames.Cost}')",
                changed, static (changed, row) => changed.Add(row.GetInt64(0)), [parameter]);
        }

        return [.. changed.Order()];
    }

    private List<(long Trace, string Key, string Value)> Metadata(IReadOnlyList<long> traces, string key, IReadOnlyList<string> metrics, bool whole)
    {
        var metadata = new List<(long, string, string)>();
        foreach (var trace in traces)
        {
            var isTold = _present[trace].Contains(TraceNames.InfoFinalized) && _present[trace].Contains(key);
            if (!isTold && TraceUsage.Write(_sums[trace], metrics, whole) is { } value)
            {
                metadata.Add((trace, key, value));
            }
        }

        return metadata;
    }
}
