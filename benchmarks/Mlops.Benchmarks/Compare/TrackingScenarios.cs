using System.Globalization;
using Mlops.Benchmarks.Load;

namespace Mlops.Benchmarks.Compare;

/// <summary>The requests of training scripts and of those who look at their runs, on data that <see cref="LoadSeed"/> made.</summary>
internal static class TrackingScenarios
{
    /// <summary>How many points the history has.</summary>
    public const int Points = 20_000;

    // Searches go among so many runs, and among as many as the options say.
    private const int FewRuns = 2_000;

    public static IEnumerable<LoadScenario> Create(Uri server, LoadOptions options)
    {
        var seeds = new[] { FewRuns, options.Runs }.Distinct().Select((runs, i) => (Runs: runs, Seed: LoadSeed.Create(server, options with { Runs = runs, Points = i == 0 ? Points : 0 }))).ToList();
        var (_, seed) = seeds[0];
        var all = LoadScenarios.All(server, options, seed).ToDictionary(static scenario => scenario.Name);
        yield return all["log-metric"];
        yield return all["log-batch of 1,000"] with { Connections = Math.Min(2, options.Connections) };
        yield return all["create run"];
        yield return all["get run"];
        foreach (var (runs, searched) in seeds)
        {
            foreach (var search in LoadScenarios.Searches(server, options, searched.Experiment).Take(2))
            {
                yield return search with { Name = string.Create(CultureInfo.InvariantCulture, $"{search.Name}, {runs:N0} runs") };
            }
        }

        yield return LoadScenario.Fixed(
            string.Create(CultureInfo.InvariantCulture, $"history of {Points:N0} points"), 1,
            LoadConnection.Request(server, "GET", $"{LoadScenarios.Api}metrics/get-history?run_id={seed.HistoryRun}&metric_key=h&max_results={Points}")) with
        { IsLatency = true };
    }
}
