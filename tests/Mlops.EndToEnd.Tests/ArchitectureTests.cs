using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Mlops.EndToEnd.Tests;

/// <summary>Which package may use which: arrows run downwards only.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Mlops.Stac"] = [],
        ["Mlops.Tracking"] = ["Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options"],
        ["Mlops.Catalog"] =
        [
            "Mlops.Stac", "Markdig", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options",
            "NetTopologySuite", "NetTopologySuite.IO.GeoJSON4STJ", "NetTopologySuite.Features", "YamlDotNet",
        ],
        ["Mlops.Catalog.Git"] = ["Mlops.Catalog", "LibGit2Sharp", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions"],
        ["Mlops.Storage"] =
        [
            "Mlops.Tracking", "Mlops.Catalog", "Mlops.Stac", "dbup-core", "NetTopologySuite", "NetTopologySuite.IO.GeoJSON4STJ",
            "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "Microsoft.Extensions.Options.ConfigurationExtensions",
            "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Configuration.",
        ],
        ["Mlops.Storage.Sqlite"] =
        [
            "Mlops.Storage", "Mlops.Tracking", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "SQLitePCLRaw.batteries_v2", "dbup-core", "dbup-sqlite",
            "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "Microsoft.Extensions.Options.ConfigurationExtensions",
            "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Configuration.",
        ],
        ["Mlops.Storage.PostgreSql"] =
        [
            "Mlops.Storage", "Mlops.Tracking", "Npgsql", "dbup-core", "dbup-postgresql",
            "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.DependencyInjection.Abstractions",
            "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "Microsoft.Extensions.Options.ConfigurationExtensions",
            "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Configuration.",
        ],
        ["Mlops.Onnx"] =
        [
            "Mlops.Tracking", "Microsoft.ML.OnnxRuntime", "Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options",
            "Microsoft.Extensions.Options.ConfigurationExtensions", "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Configuration.",
        ],
        ["Mlops.Client"] = ["Mlops.Tracking", "Mlops.Stac", "Microsoft.Extensions.Options", "Polly.Core"],
        ["Mlops.Import"] =
        [
            "Mlops.Tracking", "Mlops.Storage", "Mlops.Storage.Sqlite", "Mlops.Storage.PostgreSql", "Microsoft.Data.Sqlite", "Npgsql",
            "Microsoft.Extensions.", "System.CommandLine",
        ],
        ["Mlops.Hosting"] = ["Mlops.Tracking", "Mlops.Catalog", "Mlops.Stac", "Mlops.Storage", "NetTopologySuite", "NetTopologySuite.IO.GeoJSON4STJ", "GraphQL-Parser", "GraphQLParser", "System.IO.Hashing", "Microsoft.AspNetCore.", "Microsoft.Extensions.", "Microsoft.Net.Http.Headers"],
    };

    public static TheoryData<string> Packages => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_uses_only_what_lies_below_it(string package)
    {
        var used = References(package).Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not ("System" or "netstandard" or "Microsoft.Win32.Primitives"));
        Assert.All(used, name => Assert.Contains(Allowed[package], allowed => name == allowed || (allowed.EndsWith('.') && name.StartsWith(allowed, StringComparison.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_depends_on_no_more_than_it_may_use(string package)
    {
        var project = XDocument.Load(RepositoryRoot.File("src", package, package + ".csproj"));
        var wanted = project.Descendants("PackageReference").Concat(project.Descendants("ProjectReference"))
            .Select(reference => Path.GetFileNameWithoutExtension("/" + reference.Attribute("Include")!.Value.Split('/')[^1] + (reference.Name == "PackageReference" ? ".x" : "")));
        Assert.All(wanted, name => Assert.Contains(Allowed[package], allowed => name == allowed || (allowed.EndsWith('.') && name.StartsWith(allowed, StringComparison.Ordinal))));
        Assert.Equal(package == "Mlops.Hosting" ? ["Microsoft.AspNetCore.App"] : [], project.Descendants("FrameworkReference").Select(reference => reference.Attribute("Include")!.Value));
    }

    [Fact]
    public void Every_package_of_src_has_its_arrows() => Assert.Equal(
        Directory.EnumerateDirectories(RepositoryRoot.File("src")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        Allowed.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_package_a_training_script_references_brings_no_native_code()
    {
        string[] native = ["SQLitePCLRaw.core", "Npgsql", "Microsoft.ML.OnnxRuntime", "Microsoft.Data.Sqlite", "LibGit2Sharp"];
        Assert.Empty(Closure("Mlops.Client").Intersect(native));
    }

    [Theory]
    [InlineData("Mlops.Tracking", 1500)]
    public void A_package_shows_what_an_embedder_calls_or_fills_and_no_more(string package, int most)
    {
        string[] lists = ["PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt"];
        var entries = lists.SelectMany(list => File.ReadLines(RepositoryRoot.File("src", package, list))).Count(line => !line.StartsWith('#'));
        Assert.InRange(entries, 1, most);
    }

    [Fact]
    public void A_file_holds_one_idea()
    {
        var long_ = SourceFiles().Where(file => File.ReadLines(file).Count() > 400).Select(Path.GetFileName);
        Assert.Empty(long_);
    }

    [Fact]
    public void Routes_call_services_which_call_stores()
    {
        var ports = SourceFiles().Select(Path.GetFileNameWithoutExtension).OfType<string>()
            .Where(name => name.StartsWith('I') && StorePort().IsMatch(name)).ToList();
        string[] folders = ["Mlflow", "Stac", "Download"];
        var routes = folders.SelectMany(folder =>
            Directory.EnumerateFiles(RepositoryRoot.File("src", "Mlops.Hosting", folder), "*.cs", SearchOption.AllDirectories));
        Assert.Contains("IRunStore", ports);
        Assert.All(routes, file => Assert.DoesNotContain(ports, port => Words().Matches(File.ReadAllText(file)).Any(word => word.Value == port)));
    }

    [Fact]
    public void Folders_are_words_of_the_domain()
    {
        string[] vague = ["Helpers", "Utils", "Util", "Common", "Models", "Managers", "Misc"];
        var folders = SourceFiles().SelectMany(file => Path.GetRelativePath(RepositoryRoot.File("src"), file).Split(Path.DirectorySeparatorChar)[..^1]);
        Assert.Empty(folders.Intersect(vague, StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex("(Store|Index|Warnings|Artifacts|Queue)$")]
    private static partial Regex StorePort();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Words();

    private static IEnumerable<string> SourceFiles() => Directory.EnumerateFiles(RepositoryRoot.File("src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static HashSet<string> Closure(string package)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([package]);
        while (open.TryDequeue(out var next))
        {
            foreach (var name in References(next).Where(seen.Add).Where(name => File.Exists(PathOf(name))))
            {
                open.Enqueue(name);
            }
        }

        return seen;
    }

    private static List<string> References(string assembly)
    {
        using var reader = new PEReader(File.OpenRead(PathOf(assembly)));
        var metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static string PathOf(string assembly) => Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, assembly + ".dll");
}
