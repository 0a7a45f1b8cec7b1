using System.CommandLine;

namespace Mlops.ReferenceHost;

/// <summary>The command line: what the host can be asked before it starts. All else on it are settings.</summary>
internal static class HostCommandLine
{
    /// <summary>Answers <c>--help</c> and <c>--version</c>.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>The exit code, or null where the host is to start.</returns>
    public static int? Answer(string[] args)
    {
        var command = new RootCommand(
            $"""
            Mlops reference host: MLflow tracking and registry, artifacts, ONNX validation and a STAC catalog in one process.

            Settings are given as --Mlops:DataDirectory=/srv/mlops, in the environment as Mlops__DataDirectory, or in appsettings.json; the
            first named wins. docs/host.md describes them. Lists have numbers: --Mlops:Catalog:Folders:0=…

              {string.Join("\n  ", KnownSettings.Keys.Order(StringComparer.Ordinal))}
            """)
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.Options.Add(new Option<string>("--urls") { Description = "Where to listen, several separated by ';'. [http://127.0.0.1:5000]", HelpName = "addresses" });
        command.Options.Add(new Option<string>("--environment") { Description = "Reads appsettings.{name}.json too. [Production]", HelpName = "name" });
        var parsed = command.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine($"error: {error.Message}");
            }

            return 1;
        }

        return parsed.Action is null ? null : parsed.Invoke();
    }
}
