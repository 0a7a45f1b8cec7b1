using System.Diagnostics;

namespace Mlops.Benchmarks.Load;

/// <summary>Runs a scenario by wrk where it has a script for it and wrk is there, and by this program otherwise.</summary>
internal sealed class LoadRunner(Uri server, LoadOptions options)
{
    private readonly string? _wrk = options.OwnGenerator ? null : WrkGenerator.Find();

    /// <summary>Warms up and measures; the requests of the one are not repeated in the other.</summary>
    public LoadResult Run(LoadScenario scenario)
    {
        var warm = Send(scenario, options.WarmUpSeconds, 0);
        using var host = options.ProcessId is null ? null : Process.GetProcessById(options.ProcessId.Value);
        var before = host?.TotalProcessorTime;
        var counts = Send(scenario, options.Seconds, warm.Answers + scenario.Connections);
        host?.Refresh();
        return new(
            scenario, IsByWrk(scenario) ? "wrk" : "own", counts,
            (host?.TotalProcessorTime - before)?.TotalMicroseconds / Math.Max(1, counts.Answers), host?.WorkingSet64 >> 20);
    }

    private bool IsByWrk(LoadScenario scenario) => _wrk is not null && scenario.Lua is not null;

    /// <summary>Sends requests for some seconds, from the number given on.</summary>
    public LoadCounts Send(LoadScenario scenario, int seconds, long first) =>
        IsByWrk(scenario) ? WrkGenerator.Run(_wrk!, server, scenario, seconds, first) : OwnGenerator.Run(server, scenario, seconds, first);
}
