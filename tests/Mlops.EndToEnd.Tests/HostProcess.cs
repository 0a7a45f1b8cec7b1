using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Mlops.EndToEnd.Tests;

/// <summary>The reference host as a process of its own, on a free port and a data directory that outlives it.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly List<string> _arguments;
    private readonly List<string> _output = [];
    private Process? _process;

    private HostProcess(Uri address, string dataDirectory, IEnumerable<string> arguments)
    {
        Address = address;
        DataDirectory = dataDirectory;
        _arguments = [.. arguments];
        Client = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public string DataDirectory { get; }

    public HttpClient Client { get; }

    /// <summary>A command that starts the host in its stead, with the host's own command behind it.</summary>
    public IReadOnlyList<string> Launcher { get; private init; } = [];

    public Process Process => _process ?? throw new InvalidOperationException("The host does not run.");

    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts a host and waits until it answers.</summary>
    public static Task<HostProcess> StartAsync(string dataDirectory, params string[] arguments) => StartByAsync([], dataDirectory, arguments);

    /// <summary>Starts a host by a launcher and waits until it answers.</summary>
    public static async Task<HostProcess> StartByAsync(IReadOnlyList<string> launcher, string dataDirectory, params string[] arguments)
    {
        var host = new HostProcess(new Uri($"http://127.0.0.1:{FreePort()}/"), dataDirectory, arguments) { Launcher = launcher };
        await host.StartAgainAsync();
        return host;
    }

    /// <summary>Starts the host on the same port and data after it was killed.</summary>
    public async Task StartAgainAsync()
    {
        Launch();
        var watch = Stopwatch.StartNew();
        while (true)
        {
            Assert.False(Process.HasExited, $"The host ended: {Output}");
            Assert.True(watch.Elapsed < StartTimeout, $"The host does not answer: {Output}");
            try
            {
                using var answer = await Client.GetAsync(new Uri("health", UriKind.Relative), TestContext.Current.CancellationToken);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Starts a host that is expected to end by itself.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(string dataDirectory, params string[] arguments)
    {
        await using var host = new HostProcess(new Uri($"http://127.0.0.1:{FreePort()}/"), dataDirectory, arguments);
        host.Launch();
        await host.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (host.Process.ExitCode, host.Output);
    }

    /// <summary>Ends the host as a power failure would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Client.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Launch()
    {
        var assembly = typeof(Program).Assembly.Location;
        string[] command = [.. Launcher, "dotnet", assembly];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
        };
        if (!_arguments.Contains("--urls"))
        {
            start.ArgumentList.Add("--urls");
            start.ArgumentList.Add(Address.ToString().TrimEnd('/'));
        }

        start.ArgumentList.Add($"--Mlops:DataDirectory={DataDirectory}");
        _arguments.ForEach(start.ArgumentList.Add);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.Add(line);
            }
        }
    }
}
