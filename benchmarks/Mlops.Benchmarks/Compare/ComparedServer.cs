using Mlops.Benchmarks.Load;

namespace Mlops.Benchmarks.Compare;

/// <summary>A server under comparison, with data of its own.</summary>
internal sealed class ComparedServer : IAsyncDisposable
{
    private readonly DataFolder _data;
    private readonly HostProcess _process;

    private ComparedServer(string name, bool isMlops, DataFolder data, HostProcess process)
    {
        Name = name;
        IsMlops = isMlops;
        _data = data;
        _process = process;
        Processes = new ProcessTree(process.Id);
    }

    /// <summary>How it is called in the results.</summary>
    public string Name { get; }

    /// <summary>Whether it is a build of this software, with a catalog, rather than MLflow's server.</summary>
    public bool IsMlops { get; }

    public Uri Address => _process.Address;

    public ProcessTree Processes { get; }

    /// <summary>Starts a server on fresh data.</summary>
    /// <param name="subject">What to start.</param>
    /// <param name="options">Where the data goes.</param>
    public static async Task<ComparedServer> StartAsync(Subject subject, LoadOptions options)
    {
        var data = new DataFolder(options.Folder);
        try
        {
            return new ComparedServer(subject.Name, subject.Dll is not null, data, await subject.StartAsync(data));
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    /// <summary>Times a start on fresh data to the first answer.</summary>
    public static async Task<TimeSpan> TimeStartAsync(Subject subject, LoadOptions options)
    {
        using var data = new DataFolder(options.Folder);
        await using var process = await subject.StartAsync(data);
        return process.UntilFirstAnswer;
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _data.Dispose();
    }
}

/// <summary>What can be started to be compared.</summary>
/// <param name="Name">How it is called in the results.</param>
/// <param name="Dll">A build's host; null for another server.</param>
/// <param name="Command">The line that starts another server.</param>
internal sealed record Subject(string Name, string? Dll, string? Command)
{
    public Task<HostProcess> StartAsync(DataFolder data) => Dll is null
        ? HostProcess.StartCommandAsync(Command!, data.Path)
        : HostProcess.StartAsync(Dll, data.Path, null, CatalogScenarios.Prepare(data));
}
