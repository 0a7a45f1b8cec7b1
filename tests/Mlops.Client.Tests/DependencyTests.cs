using System.Reflection;
using System.Text.Json;

namespace Mlops.Client.Tests;

public sealed class DependencyTests
{
    [Fact]
    public void The_client_brings_no_native_code()
    {
        var path = typeof(DependencyTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "ClientAssets").Value!;
        using var assets = JsonDocument.Parse(File.ReadAllBytes(path));

        var packages = assets.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()).ToList();
        var native = packages.Where(package => package.Value.TryGetProperty("native", out _)
            || (package.Value.TryGetProperty("runtimeTargets", out var targets)
                && targets.EnumerateObject().Any(target => target.Value.GetProperty("assetType").GetString() == "native")));

        Assert.Contains(packages, package => package.Name.StartsWith("Mlops.Tracking/", StringComparison.Ordinal));
        Assert.Empty(native.Select(package => package.Name));
    }
}
