using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Mlops.Import;
using Mlops.Import.Mlflow;
using Mlops.Storage;
using Mlops.Storage.Relational;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Keys;
using Mlops.Tracking.Webhooks;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    // The batch at hand is finished; the next call goes on behind it.
    key.Cancel = true;
    stop.Cancel();
};
return await ImportTool.RunAsync(args, Environment.GetEnvironmentVariable, Console.Out, stop.Token);

namespace Mlops.Import
{
    /// <summary>The tool <c>mlops-import</c>.</summary>
    internal static class ImportTool
    {
        /// <summary>Imports as the command line says.</summary>
        /// <param name="args">The command line.</param>
        /// <param name="environment">Reads a variable of the environment, or null.</param>
        /// <param name="output">Told what comes of it.</param>
        /// <param name="cancellationToken">Stops between two batches.</param>
        /// <returns>The exit code.</returns>
        public static async Task<int> RunAsync(IReadOnlyList<string> args, Func<string, string?> environment, TextWriter output, CancellationToken cancellationToken)
        {
            try
            {
                if (Arguments.Answer(args, output))
                {
                    return args.Count == 0 ? 2 : 0;
                }

                return await RunAsync(Arguments.Parse(args), environment(FernetKey.Variable), output, cancellationToken);
            }
            catch (Exception error) when (error is ImportException or MlflowException or StorageException or IOException or UnauthorizedAccessException or InvalidOperationException or DbException or OptionsValidationException)
            {
                output.WriteLine($"The import stopped: {error.Message}");
                if (error is MlflowException or StorageException && error.InnerException is DbException cause)
                {
                    output.WriteLine(cause.Message);
                }

                return 2;
            }
            catch (OperationCanceledException)
            {
                output.WriteLine("Stopped. The same call goes on from here.");
                return 2;
            }
        }

        private static async Task<int> RunAsync(Arguments arguments, string? webhookKey, TextWriter output, CancellationToken cancellationToken)
        {
            var secrets = string.IsNullOrEmpty(webhookKey) ? null : FernetKey.Parse(webhookKey);
            await using var source = await SourceDatabase.OpenAsync(arguments.From);
            // A database of users that can't be read is better known before hours of work.
            await using var auth = arguments.Auth is null ? null : await SourceDatabase.OpenAuthAsync(arguments.Auth);
            var target = ImportTarget.Parse(arguments.To);
            await using var services = await ServicesAsync(target, arguments.ToArtifacts);
            // A folder that can't be used is better known before hours of work.
            var store = arguments.ToArtifacts is null ? null : services.GetRequiredService<IArtifactStore>();
            var import = new MlflowImport(services.GetRequiredService<IRelationalDatabase>(), services.GetRequiredService<WorkspaceTable>());
            var options = new ImportOptions { Workspace = arguments.Workspace, ArtifactRoots = arguments.ArtifactRoots };
            output.WriteLine($"Importing {source.Name} into {target.Name}");
            if (secrets is not null)
            {
                options = options with { Secrets = new WebhookSecretMove(secrets, await services.GetRequiredService<IServerKeys>().GetAsync(WebhookSecretCipher.KeyPurpose, cancellationToken)) };
            }

            var tables = await import.RunAsync(source, options, new ProgressLines(output, TimeProvider.System), cancellationToken);
            if (auth is not null)
            {
                tables = [.. tables, .. await new AuthImport(services.GetRequiredService<IRelationalDatabase>(), TimeProvider.System).RunAsync(auth, source, options, cancellationToken)];
            }

            Report.Write(output, tables);
            var failed = arguments.Artifacts is null
                ? 0
                : await new ArtifactCopy(store!, output, TimeProvider.System).RunAsync(arguments.Artifacts, arguments.Workspace ?? "", cancellationToken);
            if (store is not null)
            {
                var inspections = new ModelInspections(services.GetRequiredService<IRelationalDatabase>(), store, TimeProvider.System);
                output.WriteLine($"inspections: {await inspections.QueueAsync(cancellationToken)} ONNX models wait for the host");
            }

            return tables.All(static table => table.IsComplete) && failed == 0 ? 0 : 1;
        }

        private static async Task<ServiceProvider> ServicesAsync(ImportTarget target, string? artifacts)
        {
            var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
            await target.AddAsync(services);
            if (artifacts is not null)
            {
                services.AddMlopsFolderArtifacts(options => options.Root = Path.GetFullPath(artifacts));
            }

            return services.BuildServiceProvider();
        }
    }
}
