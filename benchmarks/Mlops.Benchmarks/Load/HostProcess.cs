using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Mlops.Benchmarks.Load;

/// <summary>A host of its own on a free port, ended when disposed of.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, Uri address, TimeSpan untilFirstAnswer)
    {
        _process = process;
        Address = address;
        UntilFirstAnswer = untilFirstAnswer;
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan UntilFirstAnswer { get; }

    /// <summary>Starts a host and waits for its first answer.</summary>
    /// <param name="dll">The host's program.</param>
    /// <param name="dataFolder">Where its files go.</param>
    /// <param name="database">The database it runs on; null for SQLite.</param>
    public static async Task<HostProcess> StartAsync(string dll, string dataFolder, BenchmarkDatabase? database)
    {
        using var client = new HttpClient();
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [dll, "--urls", address.ToString(), $"--Mlops:DataDirectory={dataFolder}"]) { RedirectStandardOutput = true };
        // Not as an argument, which every user of the machine can read.
        start.Environment["Mlops__PostgreSql__ConnectionString"] = database?.ConnectionString;
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(address, "/api/2.0/mlflow/experiments/get?experiment_id=0"));
                answer.EnsureSuccessStatusCode();
                return new HostProcess(process, address, watch.Elapsed);
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(5);
            }
        }
    }

    /// <summary>The most memory that was resident at once, in MB.</summary>
    public long PeakMemory()
    {
        _process.Refresh();
        return _process.PeakWorkingSet64 >> 20;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
