using System.Diagnostics;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Mlops.EndToEnd.Tests;

/// <summary>
/// What of the documentation can't be run here is at least well-formed: shell, Python (MLflow's client is no part of the tests) and YAML.
/// Blocks of C# and shell blocks that are marked as checked are run, see <see cref="DocumentationCodeTests"/> and
/// <see cref="DocumentationTests"/>.
/// </summary>
public sealed partial class DocumentationSyntaxTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Documents =>
    [
        .. Directory.GetFiles(RepositoryRoot.File("docs"), "*.md")
            .Concat(Directory.GetFiles(RepositoryRoot.File("src"), "README.md", SearchOption.AllDirectories))
            .Concat([RepositoryRoot.File("README.md"), RepositoryRoot.File("CONTRIBUTING.md"), RepositoryRoot.File("deploy", "README.md")])
            .Select(file => Path.GetRelativePath(RepositoryRoot.File("."), file))
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Every_block_is_well_formed(string file)
    {
        foreach (Match match in Block().Matches(await File.ReadAllTextAsync(RepositoryRoot.File(file), Stop)))
        {
            var (language, text) = (match.Groups[1].Value, match.Groups[2].Value);
            switch (language)
            {
                case "bash":
                    Assert.Equal("", await RunAsync("bash", ["-n", "-c", text]));
                    break;
                case "python":
                    Assert.Equal("", await RunAsync("python3", ["-c", "import ast, sys; ast.parse(sys.argv[1])", text]));
                    break;
                case "yaml":
                    new YamlStream().Load(new StringReader(text));
                    break;
                default:
                    Assert.Contains(language, (string[])["csharp", "text", "sql", "json"]);
                    break;
            }
        }
    }

    private static async Task<string> RunAsync(string command, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return process.ExitCode == 0 ? "" : error;
    }

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
