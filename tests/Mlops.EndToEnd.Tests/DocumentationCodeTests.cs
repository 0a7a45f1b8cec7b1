using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mlops.EndToEnd.Tests;

/// <summary>
/// Compiles every C# block of the documentation as the program of a new project, with the usings that such a project has by itself and
/// nothing else, and runs it. Of a block only the address of the host is another one. One that needs a server we don't start is marked
/// <c>compiled</c>.
/// </summary>
public sealed partial class DocumentationCodeTests
{
    private const string ConsoleUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    private const string WebUsings = """
        global using System.Net.Http.Json; global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting; global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration; global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    private static readonly Lazy<MetadataReference[]> References = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file))]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_block_of_code_is_a_program_that_runs()
    {
        using var data = new TempDirectory();
        using var folder = new TempDirectory();
        Prepare(folder.Path);
        await using var host = await HostProcess.StartAsync(data.Path, $"--Mlops:Catalog:Folders:0={RepositoryRoot.File("samples", "projects")}");
        await WaitForCatalogAsync(host);
        var count = 0;
        foreach (var file in Documents())
        {
            foreach (Match block in CodeBlock().Matches(await File.ReadAllTextAsync(file, Stop)))
            {
                var name = $"{Path.GetRelativePath(RepositoryRoot.File("."), file)}, block {++count}";
                var program = Compile(block.Groups["code"].Value.Replace("http://127.0.0.1:5000", host.Address.ToString().TrimEnd('/'), StringComparison.Ordinal), name, count);
                try
                {
                    if (!block.Groups["compiled"].Success)
                    {
                        await RunAsync(program, folder.Path, host, isServer: block.Value.Contains("app.Run()", StringComparison.Ordinal), name);
                    }
                }
                finally
                {
                    File.Delete(program);
                }
            }
        }

        Assert.InRange(count, 15, 100);
    }

    private static IEnumerable<string> Documents() =>
        Directory.GetFiles(RepositoryRoot.File("docs"), "*.md").Concat(Directory.GetFiles(RepositoryRoot.File("src"), "README.md", SearchOption.AllDirectories))
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Append(RepositoryRoot.File("README.md")).Order(StringComparer.Ordinal);

    /// <summary>The files that the blocks speak of.</summary>
    private static void Prepare(string folder)
    {
        var model = Directory.GetFiles(RepositoryRoot.File("tests", "data", "flood-model", "checkpoints"), "*.onnx").Single();
        File.Copy(model, Path.Combine(folder, "model.onnx"));
        File.Copy(model, Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "exported")).FullName, "model.onnx"));
        File.WriteAllText(Path.Combine(folder, "measurements.csv"), "length,width\n1,2\n");
        foreach (var file in Directory.GetFiles(RepositoryRoot.File("samples", "projects"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, "projects", Path.GetRelativePath(RepositoryRoot.File("samples", "projects"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string Compile(string block, string name, int number)
    {
        var program = Path.Combine(AppContext.BaseDirectory, $"documentation-{number}.dll");
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(program),
            [
                CSharpSyntaxTree.ParseText(block.Contains("WebApplication", StringComparison.Ordinal) ? ConsoleUsings + WebUsings : ConsoleUsings, options, cancellationToken: Stop),
                CSharpSyntaxTree.ParseText(block, options, cancellationToken: Stop),
            ],
            References.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        var errors = compilation.Emit(program, cancellationToken: Stop).Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        Assert.True(errors.Length == 0, $"{name}\n{string.Join('\n', errors.Select(error => error.ToString()))}\n{block}");
        return program;
    }

    private static async Task RunAsync(string program, string folder, HostProcess host, bool isServer, string name)
    {
        var tests = Path.Combine(AppContext.BaseDirectory, typeof(DocumentationCodeTests).Assembly.GetName().Name!);
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", ["exec", "--depsfile", tests + ".deps.json", "--runtimeconfig", tests + ".runtimeconfig.json", program])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = address,
                ["MLFLOW_TRACKING_URI"] = new Uri(host.Address, "mlflow/examples/iris-classifier/tracking/").ToString(),
            },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Stop);
        var errors = process.StandardError.ReadToEndAsync(Stop);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        if (isServer)
        {
            await WaitForServerAsync(address, process, patience.Token);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            Assert.DoesNotContain("Unhandled exception", await errors, StringComparison.Ordinal);
            return;
        }

        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{name} ended with {process.ExitCode}:\n{await output}\n{await errors}\n{host.Output}");
    }

    private static async Task WaitForServerAsync(string address, Process process, CancellationToken patience)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        while (!process.HasExited)
        {
            try
            {
                // Whichever prefix the block maps into.
                foreach (var path in (string[])["/version", "/ml/version"])
                {
                    using var answer = await client.GetAsync(path, patience);
                    if (answer.IsSuccessStatusCode)
                    {
                        return;
                    }
                }

                Assert.Fail($"{address} does not speak the protocol.");
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, patience);
            }
        }

        Assert.Fail($"The application ended with {process.ExitCode}.");
    }

    private static async Task WaitForCatalogAsync(HostProcess host)
    {
        while (true)
        {
            using var answer = await host.Client.GetAsync(new Uri("api/stac/collections/dataset/items/examples/iris-measurements", UriKind.Relative), Stop);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(50, Stop);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"(?<compiled><!-- compiled[^\n]*-->\s*)?```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
