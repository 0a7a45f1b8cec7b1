using System.Globalization;

namespace Mlops.Benchmarks.Load;

/// <summary>Times a host from its start, on an empty data directory and database, to its first answer.</summary>
internal static class StartProgram
{
    public static async Task<int> RunAsync(string dll, LoadOptions options)
    {
        await using var database = await BenchmarkDatabase.OpenAsync(options);
        await MeasureAsync(dll, options, database);
        return 0;
    }

    /// <summary>The median of a few starts.</summary>
    public static async Task<TimeSpan> MeasureAsync(string dll, LoadOptions options, BenchmarkDatabase? database)
    {
        var starts = new List<TimeSpan>();
        for (var i = 0; i < options.Times; i++)
        {
            using var data = new DataFolder(options.Folder);
            await (database?.ClearAsync() ?? Task.CompletedTask);
            await using var host = await HostProcess.StartAsync(dll, data.Path, database);
            starts.Add(host.UntilFirstAnswer);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first answer after {host.UntilFirstAnswer.TotalMilliseconds:F0} ms, {host.PeakMemory()} MB"));
        }

        starts.Sort();
        return starts[starts.Count / 2];
    }
}
