using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mlops.EndToEnd.Tests;

/// <summary>Compiles every C# block of the documentation against the packages as they are.</summary>
public sealed partial class DocumentationCodeTests
{
    // What a newcomer's project has by itself, and what blocks take as given from the text before them.
    private const string Usings = """
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Net.Http;
        using System.Threading; using System.Threading.Tasks;
        using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Http; using Microsoft.AspNetCore.Routing; using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; using Microsoft.Extensions.Logging;
        using Mlops.Client; using Mlops.Hosting.Mlflow; using Mlops.Hosting.Stac; using Mlops.Hosting.Download;
        """;

    private const string Given = """
        static string[] args = []; static readonly MlopsClient client = null!; static readonly ActiveRun run = null!; static readonly Uri trackingUri = null!;
        static readonly string token = "", runId = "", experimentId = ""; static readonly CancellationToken cancellationToken = default;
        static readonly WebApplicationBuilder builder = null!; static readonly WebApplication app = null!; static readonly IServiceCollection services = null!;
        """;

    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file))]);

    public static IEnumerable<TheoryDataRow<string, int>> Blocks() =>
        from file in Directory.GetFiles(RepositoryRoot.File("docs"), "*.md").Concat(Directory.GetFiles(RepositoryRoot.File("src"), "README.md", SearchOption.AllDirectories))
            .Append(RepositoryRoot.File("README.md")).Order(StringComparer.Ordinal)
        from index in Enumerable.Range(0, CodeBlock().Count(File.ReadAllText(file)))
        select new TheoryDataRow<string, int>(Path.GetRelativePath(RepositoryRoot.File("."), file), index);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_of_code_compiles(string file, int index)
    {
        var block = CodeBlock().Matches(File.ReadAllText(RepositoryRoot.File(file)))[index].Groups[1].Value;
        var usings = string.Concat(UsingLine().Matches(block).Select(match => match.Value + "\n"));
        var source = $$"""
            {{Usings}}
            {{usings}}
            #pragma warning disable
            internal static class Documentation
            {
                {{Given}}
                internal static async Task BlockAsync()
                {
            #line 1
            {{UsingLine().Replace(block, "")}}
                    await Task.CompletedTask;
                }
            }
            """;
        var errors = CSharpCompilation.Create(
                "documentation",
                [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), cancellationToken: TestContext.Current.CancellationToken)],
                References.Value,
                new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))
            .GetDiagnostics(TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.ToString())
            .ToArray();
        Assert.True(errors.Length == 0, $"{string.Join('\n', errors)}\n{block}");
    }

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^using [\w.]+;$", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
