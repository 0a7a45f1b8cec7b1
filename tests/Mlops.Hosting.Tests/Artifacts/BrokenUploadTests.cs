using System.Net.Sockets;
using System.Text;

namespace Mlops.Hosting.Tests.Artifacts;

/// <summary>Clients that go away in the middle of an upload.</summary>
public sealed class BrokenUploadTests : IAsyncLifetime
{
    private ArtifactHost host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => host = await ArtifactHost.StartAsync();

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("PUT /api/2.0/mlflow-artifacts/artifacts/1/RUN/new/file.bin", "Content-Length: 1000000", false)]
    [InlineData("PUT /api/2.0/mlflow-artifacts/artifacts/1/RUN/new/file.bin", "Content-Length: 1000000", true)]
    [InlineData("PUT /api/2.0/mlflow-artifacts/artifacts/1/RUN/new/file.bin", "Transfer-Encoding: chunked", false)]
    [InlineData("PUT /api/2.0/mlflow-artifacts/artifacts/1/RUN/kept.txt", "Content-Length: 1000000", true)]
    [InlineData("POST /ajax-api/2.0/mlflow/upload-artifact?run_uuid=RUN&path=new.bin", "Content-Length: 1000000", false)]
    public async Task An_upload_that_breaks_off_leaves_nothing_and_changes_nothing(string line, string length, bool reset)
    {
        var run = await host.CreateRunAsync();
        using var kept = await host.PutAsync($"{ArtifactHost.Proxy}/1/{run}/kept.txt", "before");
        var server = host.Client.BaseAddress!;
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(server.Host, server.Port, Stop);
            var head = $"{line.Replace("RUN", run, StringComparison.Ordinal)} HTTP/1.1\r\nHost: {server.Authority}\r\n{length}\r\n\r\n";
            var body = length.StartsWith('T') ? "3e8\r\n" + new string('x', 1000) + "\r\n" : new string('x', 1000);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head + body), Stop);
            await Until(() => Staged().Length == 1);
            if (reset)
            {
                client.LingerState = new LingerOption(true, 0);
            }
        }

        await Until(() => Staged().Length == 0);
        Assert.Equal([$"default/1/{run}/kept.txt"], host.Files());
        using var after = await host.GetAsync($"{ArtifactHost.Proxy}/1/{run}/kept.txt");
        Assert.Equal("before", await after.Content.ReadAsStringAsync(Stop));
        Assert.Empty(host.Errors);
    }

    private string[] Staged() => Directory.GetFileSystemEntries(Path.Combine(host.ArtifactRoot, "staging"));

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
