using Mlops.Import.Mlflow;

namespace Mlops.Import;

/// <summary>What the operator asked for.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        mlops-import --from <MLflow database> --to <new database> [options]

          --from <uri>             sqlite:///mlflow.db, the path of a SQLite file, or
                                   postgresql://user:password@host:port/database
          --to <file or uri>       the SQLite file to fill, made if it is not there, or a PostgreSQL database that is there and empty:
                                   postgresql://user:password@host:port/database, or 'Host=…;Database=…;Username=…;Password=…'
          --workspace <path>       puts everything into one workspace, such as group/project;
                                   without it MLflow's workspaces stay, and "default" is the default one
          --auth <uri>             MLflow's database of users and permissions, such as sqlite:///basic_auth.db; copies them too
          --artifact-root <uri>    artifact URIs that begin so become mlflow-artifacts:/…; may be repeated
          --artifacts <folder>     copies the files below this folder, MLflow's artifact destination, too
          --to-artifacts <folder>  the artifact folder of the new server; ONNX models that are there wait for an inspection then

        Secrets of webhooks come along where MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY is set as it was for MLflow's server.

        A stopped import goes on when it is called again. Exit code 0: all is in and was checked; 1: rows are missing; 2: it could not be done.
        """;

    public required string From { get; init; }

    public required string To { get; init; }

    public string? Workspace { get; init; }

    public string? Auth { get; init; }

    public IReadOnlyList<string> ArtifactRoots { get; init; } = [];

    public string? Artifacts { get; init; }

    public string? ToArtifacts { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="ImportException">It lacks something or has what is not known.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i += 2)
        {
            if (args[i] is not ("--from" or "--to" or "--workspace" or "--auth" or "--artifact-root" or "--artifacts" or "--to-artifacts"))
            {
                throw new ImportException($"Unknown option '{args[i]}'.");
            }

            if (i + 1 == args.Count)
            {
                throw new ImportException($"The option {args[i]} needs a value.");
            }

            if (!values.TryGetValue(args[i], out var given))
            {
                values.Add(args[i], given = []);
            }
            else if (args[i] != "--artifact-root")
            {
                throw new ImportException($"The option {args[i]} stands twice.");
            }

            given.Add(args[i + 1]);
        }

        var arguments = new Arguments
        {
            From = One("--from") ?? throw new ImportException("The option --from is missing."),
            To = One("--to") ?? throw new ImportException("The option --to is missing."),
            Workspace = One("--workspace")?.Trim('/'),
            Auth = One("--auth"),
            ArtifactRoots = values.GetValueOrDefault("--artifact-root") ?? [],
            Artifacts = One("--artifacts"),
            ToArtifacts = One("--to-artifacts"),
        };
        return arguments.Artifacts is null || arguments.ToArtifacts is not null
            ? arguments
            : throw new ImportException("--artifacts needs --to-artifacts.");

        string? One(string name) => values.TryGetValue(name, out var given) ? given[0] : null;
    }
}
