using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Mlops.EndToEnd.Tests;

/// <summary>Runs every shell block of the documentation that is marked as checked, in order, against one host.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public async Task Checked_shell_blocks_of_the_documentation_run()
    {
        using var data = new TempDirectory();
        await using var host = await HostProcess.StartAsync(data.Path, $"--Mlops:Catalog:Folders:0={RepositoryRoot.File("samples", "projects")}");
        await WaitForCatalogAsync(host);
        var blocks = Directory.GetFiles(RepositoryRoot.File("docs"), "*.md").Order(StringComparer.Ordinal).Prepend(RepositoryRoot.File("README.md"))
            .SelectMany(file => CheckedBlock().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Script: match.Groups[1].Value)))
            .ToList();
        Assert.NotEmpty(blocks);
        foreach (var (file, script) in blocks)
        {
            var (exitCode, output) = await RunAsync(script.Replace("http://127.0.0.1:5000", host.Address.ToString().TrimEnd('/'), StringComparison.Ordinal));
            Assert.True(exitCode == 0, $"A block of {file} ended with {exitCode}:\n{script}\n{output}\n{host.Output}");
        }
    }

    // A newcomer trains first; by then the projects have been read.
    private static async Task WaitForCatalogAsync(HostProcess host)
    {
        while (true)
        {
            using var answer = await host.Client.GetAsync(new Uri("api/stac/collections/ai-model/items/examples/iris-classifier", UriKind.Relative), TestContext.Current.CancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, await output + await error);
    }

    [GeneratedRegex(@"<!-- checked -->\s*```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CheckedBlock();
}
