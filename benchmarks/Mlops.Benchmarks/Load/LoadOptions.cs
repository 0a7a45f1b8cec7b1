using System.Globalization;

namespace Mlops.Benchmarks.Load;

/// <summary>How the load is made; the defaults are those of the figures in docs/performance.md.</summary>
internal sealed record LoadOptions
{
    public int Seconds { get; init; } = 15;

    /// <summary>How long each scenario runs before it is measured.</summary>
    public int WarmUpSeconds { get; init; } = 3;

    public int Connections { get; init; } = 8;

    public int Runs { get; init; } = 10_000;

    public int Points { get; init; } = 100_000;

    /// <summary>How often a host is started to time it.</summary>
    public int Times { get; init; } = 5;

    public int? ProcessId { get; init; }

    /// <summary>How many runs the large experiment has; 0 to leave it out.</summary>
    public int LargeRuns { get; init; } = 1_000_000;

    /// <summary>Where the data goes; the disk that is measured. Null for the system's temporary folder.</summary>
    public string? Folder { get; init; }

    /// <summary>The connection string of an empty database that the host is to run on; null for SQLite.</summary>
    public string? PostgreSql { get; init; }

    /// <summary>Whether this program sends everything itself, even where wrk is installed.</summary>
    public bool OwnGenerator { get; init; }

    /// <summary>How many slices of each scenario a comparison sends to each server; <see cref="Seconds"/> is the length of one.</summary>
    public int Rounds { get; init; } = 6;

    /// <summary>The host of this build that a comparison starts; null for the one beside this program.</summary>
    public string? Host { get; init; }

    /// <summary>
    /// The line that starts MLflow's server for a comparison, with <c>{port}</c> and <c>{folder}</c>; null to leave it out.
    /// </summary>
    public string? MlflowCommand { get; init; }

    public IReadOnlyList<string> Only { get; init; } = [];

    public static LoadOptions Parse(IReadOnlyList<string> args, LoadOptions? defaults = null)
    {
        var options = defaults ?? new LoadOptions();
        for (var i = 0; i + 1 < args.Count; i += 2)
        {
            var value = args[i + 1];
            options = args[i] switch
            {
                "--seconds" => options with { Seconds = Number(value) },
                "--warm-up" => options with { WarmUpSeconds = Number(value) },
                "--large" => options with { LargeRuns = Number(value) },
                "--folder" => options with { Folder = value },
                "--connections" => options with { Connections = Number(value) },
                "--runs" => options with { Runs = Number(value) },
                "--points" => options with { Points = Number(value) },
                "--times" => options with { Times = Number(value) },
                "--pid" => options with { ProcessId = Number(value) },
                "--postgresql" => options with { PostgreSql = value },
                "--generator" => options with { OwnGenerator = value is "own" or "wrk" ? value == "own" : throw new ArgumentException("--generator is own or wrk.") },
                "--rounds" => options with { Rounds = Number(value) },
                "--host" => options with { Host = value },
                "--mlflow" => options with { MlflowCommand = value },
                "--only" => options with { Only = value.Split(',') },
                _ => throw new ArgumentException($"Unknown option {args[i]}."),
            };
        }

        return options;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
