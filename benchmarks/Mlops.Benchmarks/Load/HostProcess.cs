using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Mlops.Benchmarks.Load;

/// <summary>A server of its own on a free port, ended when disposed of.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
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
    /// <param name="arguments">More settings.</param>
    public static Task<HostProcess> StartAsync(string dll, string dataFolder, BenchmarkDatabase? database, params string[] arguments)
    {
        var address = FreeAddress();
        var start = new ProcessStartInfo("dotnet", [dll, "--urls", address.ToString(), $"--Mlops:DataDirectory={dataFolder}", .. arguments]);
        // Not as an argument, which every user of the machine can read.
        start.Environment["Mlops__PostgreSql__ConnectionString"] = database?.ConnectionString;
        return StartAsync(start, address);
    }

    /// <summary>Starts any server of the protocol by a line for the shell, and waits for its first answer.</summary>
    /// <param name="command">The line; <c>{port}</c> and <c>{folder}</c> in it are replaced.</param>
    /// <param name="dataFolder">Where its files go.</param>
    public static Task<HostProcess> StartCommandAsync(string command, string dataFolder)
    {
        var address = FreeAddress();
        var line = command.Replace("{port}", $"{address.Port}", StringComparison.Ordinal).Replace("{folder}", dataFolder, StringComparison.Ordinal);
        return StartAsync(new ProcessStartInfo("/bin/sh", ["-c", "exec " + line]) { RedirectStandardError = true }, address);
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

    private static async Task<HostProcess> StartAsync(ProcessStartInfo start, Uri address)
    {
        start.RedirectStandardOutput = true;
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = start.RedirectStandardError ? process.StandardError.ReadToEndAsync() : null;
        while (!IsAnswering(address))
        {
            if (process.HasExited || watch.Elapsed > s_patience)
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"The server gave no answer: {start.FileName} {string.Join(' ', start.ArgumentList)}");
            }

            await Task.Delay(2);
        }

        return new HostProcess(process, address, watch.Elapsed);
    }

    // By a bare socket: the first request of an HttpClient takes longer than a server's start should.
    private static bool IsAnswering(Uri address)
    {
        try
        {
            using var connection = new LoadConnection(address);
            return connection.Send(LoadConnection.Request(address, "GET", "/api/2.0/mlflow/experiments/get?experiment_id=0")).Status == 200;
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return false;
        }
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
