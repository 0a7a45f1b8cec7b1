using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Import;
using Mlops.Storage.Import;
using Mlops.Storage.Relational;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    // The batch at hand is finished; the next call goes on behind it.
    key.Cancel = true;
    stop.Cancel();
};
return await ImportTool.RunAsync(args, Console.Out, stop.Token);

namespace Mlops.Import
{
    /// <summary>The tool <c>mlops-import</c>.</summary>
    internal static class ImportTool
    {
        /// <summary>Imports as the command line says.</summary>
        /// <returns>The exit code.</returns>
        public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, CancellationToken cancellationToken)
        {
            try
            {
                if (args.Count == 0 || args[0] is "--help" or "-h")
                {
                    output.WriteLine(Arguments.Usage);
                    return args.Count == 0 ? 2 : 0;
                }

                return await RunAsync(Arguments.Parse(args), output, cancellationToken);
            }
            catch (Exception error) when (error is ImportException or MlflowException or IOException or UnauthorizedAccessException or System.Data.Common.DbException)
            {
                output.WriteLine($"The import stopped: {error.Message}");
                return 2;
            }
            catch (OperationCanceledException)
            {
                output.WriteLine("Stopped. The same call goes on from here.");
                return 2;
            }
        }

        private static async Task<int> RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
        {
            await using var source = await SourceDatabase.OpenAsync(arguments.From);
            await using var services = Services(arguments);
            var import = new MlflowImport(services.GetRequiredService<IRelationalDatabase>(), services.GetRequiredService<WorkspaceTable>());
            var options = new ImportOptions { Workspace = arguments.Workspace, ArtifactRoots = arguments.ArtifactRoots };
            output.WriteLine($"Importing {source.Name} into {arguments.To}");
            var tables = await import.RunAsync(source, options, new ProgressLines(output, TimeProvider.System), cancellationToken);
            Report.Write(output, tables);
            var failed = arguments.Artifacts is null
                ? 0
                : await new ArtifactCopy(services.GetRequiredService<IArtifactStore>(), output, TimeProvider.System).RunAsync(arguments.Artifacts, arguments.Workspace ?? "", cancellationToken);
            return tables.All(static table => table.IsComplete) && failed == 0 ? 0 : 1;
        }

        private static ServiceProvider Services(Arguments arguments)
        {
            var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddMlopsSqlite(options => options.Path = arguments.To);
            if (arguments.ToArtifacts is { } folder)
            {
                services.AddMlopsFolderArtifacts(options => options.Root = folder);
            }

            return services.BuildServiceProvider();
        }
    }
}
