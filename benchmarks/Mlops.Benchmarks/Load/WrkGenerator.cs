using System.Diagnostics;
using System.Globalization;

namespace Mlops.Benchmarks.Load;

/// <summary>
/// Sends requests by wrk (https://github.com/wg/wrk), which needs a fraction of the processor that this program needs for small ones.
/// </summary>
internal static class WrkGenerator
{
    private const string Figures = "figures:";

    /// <summary>Finds the program on the PATH.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(static folder => Path.Combine(folder, "wrk"))
        .FirstOrDefault(File.Exists);

    public static LoadCounts Run(string wrk, Uri server, LoadScenario scenario, int seconds, long first)
    {
        using var folder = new DataFolder(null);
        File.WriteAllLines(Path.Combine(folder.Path, "runs.txt"), scenario.Runs);
        File.WriteAllBytes(Path.Combine(folder.Path, "fixed.bin"), scenario.Request(first));
        File.WriteAllText(Path.Combine(folder.Path, "requests.lua"), Script(server, scenario, first));
        var start = new ProcessStartInfo(wrk, ["--threads", "1", "--connections", $"{scenario.Connections}", "--duration", $"{seconds}s", "--timeout", "60s", "--script", "requests.lua", server.ToString()])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? Parse(output) : throw new InvalidOperationException($"wrk ended with {process.ExitCode}: {output}");
    }

    // Requests are put together here rather than by wrk.format, which goes through a table of headers for each.
    private static string Script(Uri server, LoadScenario scenario, long first) => $$"""
        local runs = {}
        for run in io.lines("runs.txt") do runs[#runs + 1] = run end
        local file = io.open("fixed.bin", "rb")
        local fixed = file:read("*a")
        file:close()
        local n = {{first}}
        local function run() return runs[n % #runs + 1] end
        local function get(path) return "GET {{LoadScenarios.Api}}" .. path .. " HTTP/1.1\r\nHost: {{server.Authority}}\r\n\r\n" end
        local function post(path, json)
          return "POST {{LoadScenarios.Api}}" .. path .. " HTTP/1.1\r\nHost: {{server.Authority}}\r\nContent-Type: application/json\r\nContent-Length: " .. #json .. "\r\n\r\n" .. json
        end
        request = function()
          local bytes = {{scenario.Lua}}
          n = n + 1
          return bytes
        end
        done = function(summary, latency)
          local errors = summary.errors
          print(string.format("{{Figures}} %.0f %.0f %.0f %.0f %.0f", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
            errors.status + errors.connect + errors.read + errors.write + errors.timeout))
        end

        """;

    // Times are microseconds.
    private static LoadCounts Parse(string output)
    {
        var line = output.Split('\n').FirstOrDefault(static line => line.StartsWith(Figures, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk told no figures: {output}");
        var figures = line[Figures.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static figure => long.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return new(figures[0], figures[1] / 1e6, figures[2] / 1e3, figures[3] / 1e3, figures[4]);
    }
}
