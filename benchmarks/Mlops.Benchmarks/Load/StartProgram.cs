using System.Globalization;

namespace Mlops.Benchmarks.Load;

/// <summary>Times a host from its start, on an empty data directory, to its first answer.</summary>
internal static class StartProgram
{
    public static async Task<int> RunAsync(string dll, int times)
    {
        await MeasureAsync(dll, times, null);
        return 0;
    }

    /// <summary>The median of a few starts.</summary>
    public static async Task<TimeSpan> MeasureAsync(string dll, int times, string? folder)
    {
        var starts = new List<TimeSpan>();
        for (var i = 0; i < times; i++)
        {
            using var data = new DataFolder(folder);
            await using var host = await HostProcess.StartAsync(dll, data.Path);
            starts.Add(host.UntilFirstAnswer);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first answer after {host.UntilFirstAnswer.TotalMilliseconds:F0} ms, {host.PeakMemory()} MB"));
        }

        starts.Sort();
        return starts[starts.Count / 2];
    }
}
