using System.Diagnostics;

namespace Mlops.Hosting.Tests.Stac;

/// <summary>
/// The JSON Schemas of STAC and its extensions, where the variable MLOPS_STAC_SCHEMAS names their folder, and the walk that a client
/// makes.
/// </summary>
public sealed class SchemaTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_document_of_real_projects_passes_the_schemas_and_the_links_agree()
    {
        if (Environment.GetEnvironmentVariable("MLOPS_STAC_SCHEMAS") is not { Length: > 0 } schemas)
        {
            TestContext.Current.TestOutputHelper!.WriteLine("MLOPS_STAC_SCHEMAS is not set: the JSON Schemas were not checked.");
            return;
        }

        await using var host = await StacHost.StartAsync(projects: host =>
        {
            Copy(host, "flood-model", "sharinghub:aimodel");
            Copy(host, "sen1floods11-dataset", "sharinghub:dataset");
            for (var number = 0; number < 15; number++)
            {
                host.Project($"more/p{number}", $"title: More\nextent:\n  spatial: [{number}, 0, {number + 1}, 1]", number % 2 == 0 ? "sharinghub:tools" : "sharinghub:aimodel");
            }
        });

        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "stac", "validate.py"), schemas, $"{host.Client.BaseAddress}api/stac" })
        {
            start.ArgumentList.Add(argument);
        }

        using var python = Process.Start(start)!;
        var output = await python.StandardOutput.ReadToEndAsync(Stop);
        await python.WaitForExitAsync(Stop);
        Assert.True(python.ExitCode == 0, output);
        TestContext.Current.TestOutputHelper!.WriteLine(output);
    }

    private static void Copy(StacHost host, string project, string topic)
    {
        var from = Path.Combine(AppContext.BaseDirectory, "projects", project);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(host.Projects, "real", project, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        host.Write($"real/{project}/.mlops.yaml", $"topics: [\"{topic}\"]\n");
    }
}
