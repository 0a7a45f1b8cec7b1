using System.Diagnostics;
using System.Net.Sockets;

namespace Mlops.Benchmarks.Load;

/// <summary>
/// Sends requests from this program: one thread serves all connections, so that it costs the host's processors as little as may be.
/// </summary>
internal static class OwnGenerator
{
    public static LoadCounts Run(Uri server, LoadScenario scenario, int seconds, long first)
    {
        var connections = Enumerable.Range(0, scenario.Connections).Select(_ => new LoadConnection(server)).ToList();
        var latencies = new List<double>(1 << 18);
        var failures = 0;
        var next = first;
        var began = Stopwatch.GetTimestamp();
        var end = began + (seconds * Stopwatch.Frequency);
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
                    failures += status == 200 ? 0 : 1;
                    latencies.Add(latency.TotalMilliseconds);
                    if (Stopwatch.GetTimestamp() < end)
                    {
                        sockets[socket].Begin(scenario.Request(next++));
                    }
                }
            }
        }

        // Those that were under way at the end count, since the server has worked for them.
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        connections.ForEach(static connection => connection.Dispose());
        latencies.Sort();
        return new(latencies.Count, elapsed, At(latencies, 0.5), At(latencies, 0.99), failures);
    }

    private static double At(List<double> sorted, double quantile) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * quantile))];
}
