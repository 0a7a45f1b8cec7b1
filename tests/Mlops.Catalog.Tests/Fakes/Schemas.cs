using System.Diagnostics;
using System.Text.Json;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Fakes;

/// <summary>
/// The JSON Schemas of STAC and its extensions, checked by python3-jsonschema, where the variable MLOPS_STAC_SCHEMAS names their folder.
/// Without it only our own rules are checked.
/// </summary>
internal static class Schemas
{
    public static async Task CheckAsync(IEnumerable<StacItem> items, IEnumerable<StacCollection> collections, CancellationToken cancellationToken)
    {
        var root = new Uri("https://host/prefix");
        if (Environment.GetEnvironmentVariable("MLOPS_STAC_SCHEMAS") is not { Length: > 0 } folder)
        {
            return;
        }

        var lines = items.Select(item => JsonSerializer.Serialize(PublicRoot.Resolve(item, root), StacJsonContext.Default.StacItem))
            .Concat(collections.Select(collection => JsonSerializer.Serialize(PublicRoot.Resolve(collection, root), StacJsonContext.Default.StacCollection)));
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { "-W", "ignore", Path.Combine(AppContext.BaseDirectory, "stac", "validate_stac.py"), folder })
        {
            start.ArgumentList.Add(argument);
        }

        using var python = Process.Start(start)!;
        var output = python.StandardOutput.ReadToEndAsync(cancellationToken);
        foreach (var line in lines)
        {
            await python.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        python.StandardInput.Close();
        Assert.Equal("", await output);
        await python.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, python.ExitCode);
    }
}
