using System.Net;

namespace Mlops.EndToEnd.Tests;

/// <summary>What the reference host says when it does not start, and what it answers besides its protocols.</summary>
public sealed class HostStartTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_wrong_settings_are_told_at_once_each_in_one_line()
    {
        using var data = new TempDirectory();
        var (exitCode, output) = await HostProcess.RunToEndAsync(
            data.Path, "--Mlops:Catalog:Foldrs:0=/a", "--Mlops:Sqlite:Readers=many", "--Mlops:Catalog:MaxDepth=0", "--Mlops:Proxies:0=everyone", "--Mlops:Nonsense=1");
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1, exitCode);
        Assert.All(lines, line => Assert.StartsWith("error: ", line, StringComparison.Ordinal));
        Assert.Equal(5, lines.Length);
        Assert.Contains("Unknown setting 'Mlops:Catalog:Foldrs'. Did you mean 'Mlops:Catalog:Folders'?", output, StringComparison.Ordinal);
        Assert.Contains("Unknown setting 'Mlops:Nonsense'.", output, StringComparison.Ordinal);
        Assert.Contains("Mlops:Sqlite:Readers is 'many'", output, StringComparison.Ordinal);
        Assert.Contains("greatest depth", output, StringComparison.Ordinal);
        Assert.Contains("'everyone'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_the_settings_and_starts_nothing()
    {
        using var data = new TempDirectory();
        var (exitCode, output) = await HostProcess.RunToEndAsync(data.Path, "--help");
        Assert.Equal(0, exitCode);
        foreach (var setting in (string[])["--urls", "Mlops:DataDirectory", "Mlops:Catalog:Folders", "Mlops:Access:Users", "Mlops:PostgreSql:ConnectionString", "Mlops:Cors:Origins"])
        {
            Assert.Contains(setting, output, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(data.Path));
    }

    [Fact]
    public async Task A_second_host_on_one_folder_is_refused_and_takes_no_harm()
    {
        using var data = new TempDirectory();
        await using var host = await HostProcess.StartAsync(data.Path);
        var (exitCode, output) = await HostProcess.RunToEndAsync(data.Path);
        Assert.Equal(1, exitCode);
        var line = Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"(id {host.Process.Id})", line, StringComparison.Ordinal);

        // The first one goes on, and one that was killed holds nobody up.
        Assert.Equal("OK", await host.Client.GetStringAsync("health/ready", Stop));
        await host.KillAsync();
        await host.StartAgainAsync();
        Assert.Equal("OK", await host.Client.GetStringAsync("health/ready", Stop));
    }

    [Fact]
    public async Task A_browser_is_told_what_is_here()
    {
        using var data = new TempDirectory();
        await using var host = await HostProcess.StartAsync(data.Path);
        foreach (var (path, address) in ((string, string)[])[("", ""), ("mlflow/group/one/tracking/", "mlflow/group/one/tracking/")])
        {
            using var answer = await host.Client.GetAsync(path, Stop);
            Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains($"MLFLOW_TRACKING_URI={host.Address}{address}", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_is_alive_but_not_ready_while_its_store_is_away_and_says_so_once()
    {
        using var data = new TempDirectory();
        await using var host = await HostProcess.StartAsync(data.Path);
        var store = Path.Combine(data.Path, "artifacts");
        Directory.Move(store, store + ".away");
        for (var i = 0; i < 3; i++)
        {
            using var away = await host.Client.GetAsync("health/ready", Stop);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
            Assert.Equal("away: artifact store", await away.Content.ReadAsStringAsync(Stop));
            Assert.Equal("OK", await host.Client.GetStringAsync("health", Stop));
        }

        Directory.Move(store + ".away", store);
        Assert.Equal("OK", await host.Client.GetStringAsync("health/ready", Stop));
        while (!host.Output.Contains("answers again", StringComparison.Ordinal))
        {
            await Task.Delay(20, Stop);
        }

        Assert.Equal(2, host.Output.Split("The artifact store does not answer").Length);
    }
}
