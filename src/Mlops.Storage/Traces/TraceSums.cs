using Mlops.Storage.Relational;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Traces;

/// <summary>
/// Sums up the tokens and cost of a trace's spans anew whenever some came, so that a span that comes twice counts once. What the
/// client itself said of the whole trace stands.
/// </summary>
internal sealed class TraceSums(RelationalSession session)
{
    private readonly Dictionary<long, Dictionary<string, double>> _sums = [];
    private readonly Dictionary<long, HashSet<string>> _present = [];

    public async ValueTask WriteAsync(IReadOnlyList<long> traces)
    {
        foreach (var trace in traces)
        {
            _sums.Add(trace, new(StringComparer.Ordinal));
            _present.Add(trace, new(StringComparer.Ordinal));
        }

        var (where, parameter) = IdList.Of(traces);
        await session.ForEachAsync(
            $"SELECT s.trace, m.key, SUM(m.value) FROM spans s JOIN span_metrics m ON m.span = s.id WHERE s.trace {where} GROUP BY s.trace, m.key",
            _sums, static (sums, row) => sums[row.GetInt64(0)][row.GetString(1)] = row.GetDouble(2), [parameter]);
        await session.ForEachAsync(
            $"SELECT trace, key FROM trace_metadata WHERE trace {where} AND key IN ('{TraceNames.InfoFinalized}', '{TraceNames.TokenUsage}', '{TraceNames.Cost}')",
            _present, static (present, row) => present[row.GetInt64(0)].Add(row.GetString(1)), [parameter]);
        var usage = Metadata(traces, TraceNames.TokenUsage, TraceNames.TokenKeys, whole: true);
        await TraceRows.SetMetadataAsync(session, usage.Concat(Metadata(traces, TraceNames.Cost, TraceNames.CostKeys, whole: false)));
        await TraceRows.SetMetricsAsync(session, usage.SelectMany(entry => TraceNames.TokenKeys
            .Where(_sums[entry.Trace].ContainsKey).Select(key => (entry.Trace, key, _sums[entry.Trace][key]))));
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
