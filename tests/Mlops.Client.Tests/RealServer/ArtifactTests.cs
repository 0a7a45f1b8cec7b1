using System.Security.Cryptography;
using Mlops.Client.Tests.Fakes;
using Mlops.Tracking.Errors;

namespace Mlops.Client.Tests.RealServer;

public sealed class ArtifactTests(RealHost host) : IDisposable
{
    private readonly MlopsClient _client = host.Client;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_comes_back_as_it_went()
    {
        await using var run = await _client.StartRunAsync("artifacts");
        _folder.Write("up/MLmodel", "flavors: {}"u8.ToArray());
        _folder.Write("up/empty.txt", []);
        _folder.Write("up/daten/größe 1+2.bin", RandomNumberGenerator.GetBytes(3_000_000));
        var (sent, received) = (new ProgressLog(), new ProgressLog());

        var uri = await run.LogArtifactsAsync(_folder.File("up"), "model", sent);
        var count = await _client.Artifacts.DownloadFolderAsync(uri, _folder.File("down"), received);

        Assert.Equal(3, count);
        foreach (var name in (string[])["MLmodel", "empty.txt", "daten/größe 1+2.bin"])
        {
            Assert.Equal(await File.ReadAllBytesAsync(_folder.File("up/" + name)), await File.ReadAllBytesAsync(_folder.File("down/" + name)));
        }

        Assert.Equal(new TransferProgress(3_000_011, 3_000_011, 3, 3), sent.Reports[^1]);
        Assert.Equal(new TransferProgress(3_000_011, 3_000_011, 3, 3), received.Reports[^1]);
        Assert.Equal(["model/MLmodel", "model/daten", "model/empty.txt"], (await _client.Artifacts.ListRunAsync(run.RunId, "model")).Select(file => file.Path));
        Assert.Equal(["MLmodel", "daten", "empty.txt"], (await _client.Artifacts.ListAsync(uri)).Select(file => file.Path));
        await run.CompleteAsync();
    }

    [Fact]
    public async Task Names_come_back_as_they_went()
    {
        string[] names = ["a b.txt", "a%20b.txt", "100%", "x:y", "dog%step%0%timestamp%1724855412345%3b1e.png"];
        await using var run = await _client.StartRunAsync("names");
        foreach (var name in names)
        {
            _folder.Write("names/" + name, System.Text.Encoding.UTF8.GetBytes(name));
            await _client.Artifacts.UploadFileAsync(_folder.File("names/" + name), $"runs:/{run.RunId}/single/{name}");
        }

        var uri = await run.LogArtifactsAsync(_folder.File("names"), "50%25");
        await _client.Artifacts.DownloadFolderAsync(uri, _folder.File("names down"));

        Assert.Equal(names.Order(StringComparer.Ordinal), (await _client.Artifacts.ListAsync($"runs:/{run.RunId}/single")).Select(file => file.Path));
        foreach (var name in names)
        {
            await _client.Artifacts.DownloadFileAsync(run.ArtifactUriOf("single/" + name), _folder.File("one"));
            Assert.Equal(name, await File.ReadAllTextAsync(_folder.File("one")));
            Assert.Equal(name, await File.ReadAllTextAsync(_folder.File("names down/" + name)));
        }

        await run.CompleteAsync();
    }

    [Fact]
    public async Task A_started_download_goes_on()
    {
        var bytes = RandomNumberGenerator.GetBytes(1_000_000);
        await using var run = await _client.StartRunAsync("artifacts");
        var uri = await run.LogArtifactAsync(_folder.Write("w.bin", bytes));
        var target = _folder.File("down.bin");
        using (var cancel = new CancellationTokenSource())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.Artifacts.DownloadFileAsync(uri, target, new CancelAt(300_000, cancel), cancel.Token));
        }

        Assert.InRange(new FileInfo(target + ".part").Length, 1, 999_999);
        var second = new ProgressLog();
        await _client.Artifacts.DownloadFileAsync(uri, target, second);

        Assert.Equal(bytes, await File.ReadAllBytesAsync(target));
        Assert.Equal([target], Directory.GetFiles(_folder.Path, "down.*"));
        await run.CompleteAsync();
    }

    [Fact]
    public async Task An_artifact_can_be_replaced_read_and_deleted()
    {
        await using var run = await _client.StartRunAsync("artifacts");
        var uri = await run.LogTextAsync("first", "notes/a.txt");
        await run.LogTextAsync("second", "notes/a.txt");

        await using (var stream = await _client.Artifacts.OpenReadAsync($"runs:/{run.RunId}/notes/a.txt"))
        {
            Assert.Equal("second", await new StreamReader(stream).ReadToEndAsync());
        }

        await _client.Artifacts.DeleteAsync(uri);
        await _client.Artifacts.DeleteAsync(uri);
        Assert.Empty(await _client.Artifacts.ListRunAsync(run.RunId));
        var failure = await Assert.ThrowsAsync<MlopsException>(() => _client.Artifacts.OpenReadAsync(uri));
        Assert.Equal(ErrorCode.ResourceDoesNotExist, failure.ErrorCode);
        await run.CompleteAsync();
    }

    private sealed class CancelAt(long bytes, CancellationTokenSource cancel) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            if (value.BytesDone >= bytes)
            {
                cancel.Cancel();
            }
        }
    }
}
