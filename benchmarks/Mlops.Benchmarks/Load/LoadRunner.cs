using System.Diagnostics;
using System.Net.Sockets;

namespace Mlops.Benchmarks.Load;

/// <summary>Runs a scenario: one thread serves all connections, so that it costs the host's processors as little as may be.</summary>
internal static class LoadRunner
{
    public static LoadResult Run(Uri server, LoadScenario scenario, TimeSpan duration, int? processId)
    {
        using var host = processId is null ? null : Process.GetProcessById(processId.Value);
        var before = host?.TotalProcessorTime;
        var (latencies, failures) = Measure(server, scenario, duration);
        host?.Refresh();
        latencies.Sort();
        return new(
            scenario, latencies.Count / duration.TotalSeconds, At(latencies, 0.5), At(latencies, 0.99), failures,
            (host?.TotalProcessorTime - before)?.TotalMicroseconds / Math.Max(1, latencies.Count), host?.WorkingSet64 >> 20);
    }

    private static (List<double> Latencies, int Failures) Measure(Uri server, LoadScenario scenario, TimeSpan duration)
    {
        var connections = Enumerable.Range(0, scenario.Connections).Select(_ => new LoadConnection(server)).ToList();
        var latencies = new List<double>(1 << 18);
        var failures = 0;
        long next = 0;
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var sockets = connections.ToDictionary(connection => connection.Socket);
        var ready = new List<Socket>();
        connections.ForEach(connection => connection.Begin(scenario.Request(next++)));
        while (connections.Exists(connection => connection.IsBusy))
        {
            ready.Clear();
            ready.AddRange(connections.Where(static connection => connection.IsBusy).Select(static connection => connection.Socket));
            Socket.Select(ready, null, null, TimeSpan.FromSeconds(60));
            foreach (var socket in ready)
            {
                if (sockets[socket].TryEnd(out var status, out var latency))
                {
                    var now = Stopwatch.GetTimestamp();
                    if (now < end)
                    {
                        failures += status == 200 ? 0 : 1;
                        latencies.Add(latency.TotalMilliseconds);
                        sockets[socket].Begin(scenario.Request(next++));
                    }
                }
            }
        }

        connections.ForEach(static connection => connection.Dispose());
        return (latencies, failures);
    }

    private static double At(List<double> sorted, double quantile) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * quantile))];
}
