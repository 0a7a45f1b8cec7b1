using System.Text.Json;
using System.Xml.Linq;

namespace Mlops.EndToEnd.Tests;

/// <summary>What comes along with each package: the list is exact, so that a new dependency is a decision and not an accident.</summary>
public sealed class PackageDependencyTests
{
    private static readonly Dictionary<string, string[]> Direct = new(StringComparer.Ordinal)
    {
        ["Mlops.Stac"] = [],
        ["Mlops.Tracking"] =
        [
            "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options",
        ],
        ["Mlops.Catalog"] =
        [
            "Markdig", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions",
            "Microsoft.Extensions.Options", "Mlops.Stac", "NetTopologySuite", "NetTopologySuite.IO.GeoJSON4STJ", "YamlDotNet",
        ],
        ["Mlops.Catalog.Git"] = ["LibGit2Sharp", "Mlops.Catalog"],
        ["Mlops.Storage"] =
        [
            "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Options.ConfigurationExtensions", "Mlops.Catalog",
            "Mlops.Tracking", "dbup-core",
        ],
        ["Mlops.Storage.Sqlite"] =
        [
            "Microsoft.Data.Sqlite", "Microsoft.Extensions.Options.ConfigurationExtensions", "Mlops.Storage", "dbup-sqlite",
        ],
        ["Mlops.Storage.PostgreSql"] =
        [
            "Microsoft.Extensions.Options.ConfigurationExtensions", "Mlops.Storage", "Npgsql", "dbup-postgresql",
        ],
        ["Mlops.Onnx"] = ["Microsoft.Extensions.Options.ConfigurationExtensions", "Microsoft.ML.OnnxRuntime", "Mlops.Tracking"],
        ["Mlops.Client"] = ["Mlops.Stac", "Mlops.Tracking", "Polly.Core"],
        ["Mlops.Hosting"] = ["GraphQL-Parser", "Mlops.Catalog", "Mlops.Storage", "Mlops.Tracking", "System.IO.Hashing"],
        ["Mlops.Import"] =
        [
            "Microsoft.Extensions.DependencyInjection", "Mlops.Storage.PostgreSql", "Mlops.Storage.Sqlite", "System.CommandLine",
        ],
    };

    public static TheoryData<string> Packages => [.. Direct.Keys];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_references_exactly_what_is_listed(string package)
    {
        var project = XDocument.Load(RepositoryRoot.File("src", package, package + ".csproj"));
        var references = project.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value)
            .Concat(project.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)));
        Assert.Equal(Direct[package], references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_package_of_src_is_listed() => Assert.Equal(
        Directory.EnumerateDirectories(RepositoryRoot.File("src")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        Direct.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_client_brings_no_parser_of_documents_no_driver_and_no_native_file() => Assert.Equal(
        [
            "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options",
            "Microsoft.Extensions.Primitives", "Mlops.Stac", "Mlops.Tracking", "Polly.Core",
        ],
        Closure("Mlops.Client"));

    [Fact]
    public void The_model_of_STAC_brings_nothing() => Assert.Empty(Closure("Mlops.Stac"));

    [Theory]
    [InlineData("Mlops.Hosting")]
    [InlineData("Mlops.Storage")]
    public void A_driver_comes_only_with_its_backend(string package) => Assert.DoesNotContain(
        Closure(package), name => name is "Npgsql" or "LibGit2Sharp" or "Microsoft.ML.OnnxRuntime"
            || name.Contains("Sqlite", StringComparison.OrdinalIgnoreCase) || name.StartsWith("SQLitePCLRaw", StringComparison.Ordinal));

    /// <summary>All packages that the restored project depends on, over any number of steps; analyzers of the build do not count.</summary>
    private static IEnumerable<string> Closure(string package)
    {
        using var assets = JsonDocument.Parse(File.ReadAllBytes(RepositoryRoot.File("src", package, "obj", "project.assets.json")));
        return
        [
            .. assets.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject())
                .Select(library => library.Name.Split('/')[0]).Where(name => name != "Microsoft.CodeAnalysis.PublicApiAnalyzers")
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }
}
