using System.Globalization;
using Mlops.Benchmarks.Load;

namespace Mlops.Benchmarks.Compare;

/// <summary>
/// Serves the same requests by two builds, and by MLflow's server where the line that starts it is given: all run at once, each on fresh
/// data that
/// was seeded alike, and short slices of each scenario go to one after the other, so that what else the machine does falls on all of them.
/// </summary>
internal static class CompareProgram
{
    // So many answers make a figure of a slow server too; a longer slice than this would no longer alternate.
    private const int LeastAnswers = 24;
    private const int LongestSlice = 20;

    public static async Task<int> RunAsync(string other, LoadOptions options)
    {
        List<Subject> subjects = [new("this build", options.Host ?? FindHost(), null), new("other build", other, null)];
        if (options.MlflowCommand is not null)
        {
            subjects.Add(new("MLflow", null, options.MlflowCommand));
        }

        var table = new CompareTable([.. subjects.Select(static subject => subject.Name)]);
        await CompareStartsAsync(subjects, options, table);
        var servers = new List<ComparedServer>();
        try
        {
            foreach (var subject in subjects)
            {
                servers.Add(await ComparedServer.StartAsync(subject, options));
            }

            CompareScenarios(servers, options, table);
            table.AppendFiguresHead("memory in MB");
            table.AppendFigures("the most", servers.Select(static server => Number(server.Processes.PeakMemory)));
            table.AppendFigures("at the end", servers.Select(static server => Number(server.Processes.Memory)));
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }

        Console.WriteLine(table);
        return 0;
    }

    private static async Task CompareStartsAsync(List<Subject> subjects, LoadOptions options, CompareTable table)
    {
        var starts = subjects.ToDictionary(static subject => subject, static _ => new List<double>());
        for (var i = 0; i < options.Times; i++)
        {
            foreach (var subject in subjects.Where(subject => subject.Dll is not null || i == 0))
            {
                starts[subject].Add((await ComparedServer.TimeStartAsync(subject, options)).TotalMilliseconds);
                Console.WriteLine($"start of {subject.Name}: {starts[subject][^1]:F0} ms");
            }
        }

        if (options.Times > 0)
        {
            table.AppendFiguresHead("start to first answer in ms");
            table.AppendFigures("median", starts.Values.Select(static times => times.Count == 0 ? "" : Number(times.Order().ElementAt(times.Count / 2))));
        }
    }

    private static void CompareScenarios(List<ComparedServer> servers, LoadOptions options, CompareTable table)
    {
        var scenarios = servers.ConvertAll(server =>
        {
            Console.WriteLine($"Seeding {server.Name} at {server.Address} …");
            IEnumerable<LoadScenario> all = [.. TrackingScenarios.Create(server.Address, options), .. server.IsMlops ? CatalogScenarios.All(server.Address, options) : []];
            return all.Where(scenario => options.Only.Count == 0 || options.Only.Any(only => scenario.Name.StartsWith(only, StringComparison.Ordinal))).ToList();
        });
        table.AppendHead("rate", "p50", "p99", "processor time");
        foreach (var name in scenarios[0].Select(static scenario => scenario.Name))
        {
            var matches = scenarios.ConvertAll(list => list.Find(scenario => scenario.Name == name));
            Console.WriteLine(table.Append(name, Compare(servers, matches, options)));
        }
    }

    private static ComparedCounts?[] Compare(List<ComparedServer> servers, List<LoadScenario?> scenarios, LoadOptions options)
    {
        var counts = scenarios.Select(static scenario => scenario is null ? null : new ComparedCounts()).ToArray();
        var seconds = new int[servers.Count];
        Each((i, runner, scenario) =>
        {
            var warm = runner.Send(scenario, options.WarmUpSeconds, 0);
            counts[i]!.Skip(warm.Answers + scenario.Connections);
            seconds[i] = (int)Math.Clamp(Math.Ceiling(LeastAnswers / Math.Max(1e-3, warm.Rate) / options.Rounds), options.Seconds, LongestSlice);
        });
        for (var round = 0; round < options.Rounds; round++)
        {
            Each((i, runner, scenario) =>
            {
                var before = servers[i].Processes.ProcessorTime;
                var slice = runner.Send(scenario, seconds[i], counts[i]!.Next);
                counts[i]!.Add(slice, servers[i].Processes.ProcessorTime - before, scenario.Connections);
            });
        }

        return counts;

        void Each(Action<int, LoadRunner, LoadScenario> act)
        {
            for (var i = 0; i < servers.Count; i++)
            {
                if (scenarios[i] is { } scenario)
                {
                    act(i, new LoadRunner(servers[i].Address, options), scenario);
                }
            }
        }
    }

    /// <summary>The reference host that was built beside this program.</summary>
    private static string FindHost()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var host = Path.Combine(folder.FullName, "samples/Mlops.ReferenceHost/bin/Release/net10.0/Mlops.ReferenceHost.dll");
            if (File.Exists(host))
            {
                return host;
            }
        }

        throw new InvalidOperationException("Build the reference host first (dotnet build samples/Mlops.ReferenceHost -c Release), or name one with --host.");
    }

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
