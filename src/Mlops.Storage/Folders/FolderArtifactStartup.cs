using Microsoft.Extensions.Hosting;

namespace Mlops.Storage.Folders;

/// <summary>Finds out at the start of a host, rather than at the first upload, whether its folder can be used.</summary>
internal sealed class FolderArtifactStartup(FolderArtifactStore store) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        store.EnsureReady();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
