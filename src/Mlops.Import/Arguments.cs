using System.CommandLine;
using Mlops.Import.Mlflow;

namespace Mlops.Import;

/// <summary>What the operator asked for.</summary>
internal sealed record Arguments
{
    private const string Description = """
        Copies a whole MLflow database into a new one of Mlops, with every id.

        Secrets of webhooks come along where MLFLOW_WEBHOOK_SECRET_ENCRYPTION_KEY is set as it was for MLflow's server.

        A stopped import goes on when it is called again. Exit code 0: all is in and was checked; 1: rows are missing; 2: it could not be done.
        """;

    private static readonly Option<string> FromOption = new("--from")
    {
        Description = "sqlite:///mlflow.db, the path of a SQLite file, or postgresql://user:password@host:port/database",
        HelpName = "uri",
        Required = true,
    };

    private static readonly Option<string> ToOption = new("--to")
    {
        Description = "The SQLite file to fill, made if it is not there, or a PostgreSQL database that is there and empty: "
            + "postgresql://user:password@host:port/database, or 'Host=…;Database=…;Username=…;Password=…'",
        HelpName = "file or uri",
        Required = true,
    };

    private static readonly Option<string> WorkspaceOption = new("--workspace")
    {
        Description = "Puts everything into one workspace, such as group/project; without it MLflow's workspaces stay, and \"default\" is the default one",
        HelpName = "path",
    };

    private static readonly Option<string> AuthOption = new("--auth")
    {
        Description = "MLflow's database of users and permissions, such as sqlite:///basic_auth.db; copies them too",
        HelpName = "uri",
    };

    private static readonly Option<string[]> ArtifactRootOption = new("--artifact-root")
    {
        Description = "Artifact URIs that begin so become mlflow-artifacts:/…; may be repeated",
        HelpName = "uri",
    };

    private static readonly Option<string> ArtifactsOption = new("--artifacts")
    {
        Description = "Copies the files below this folder, MLflow's artifact destination, too",
        HelpName = "folder",
    };

    private static readonly Option<string> ToArtifactsOption = new("--to-artifacts")
    {
        Description = "The artifact folder of the new server; ONNX models that are there wait for an inspection then",
        HelpName = "folder",
    };

    // A value that begins with '@' is no file of arguments.
    private static readonly ParserConfiguration Configuration = new() { ResponseFileTokenReplacer = null };

    private static readonly RootCommand Command = new(Description)
    {
        FromOption, ToOption, WorkspaceOption, AuthOption, ArtifactRootOption, ArtifactsOption, ToArtifactsOption,
    };

    public required string From { get; init; }

    public required string To { get; init; }

    public string? Workspace { get; init; }

    public string? Auth { get; init; }

    public IReadOnlyList<string> ArtifactRoots { get; init; } = [];

    public string? Artifacts { get; init; }

    public string? ToArtifacts { get; init; }

    /// <summary>Answers what is no import: <c>--help</c> and <c>--version</c>.</summary>
    /// <returns>Whether there was such a question.</returns>
    public static bool Answer(IReadOnlyList<string> args, TextWriter output)
    {
        var parsed = Command.Parse(args.Count == 0 ? ["--help"] : args, Configuration);
        if (parsed.Action is null || parsed.Errors.Count > 0)
        {
            return false;
        }

        parsed.Invoke(new InvocationConfiguration { Output = output });
        return true;
    }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="ImportException">It lacks something or has what is not known.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        var parsed = Command.Parse(args, Configuration);
        if (parsed.Errors.Count > 0)
        {
            throw new ImportException(string.Join(' ', parsed.Errors.Select(static error => error.Message).Distinct()));
        }

        var arguments = new Arguments
        {
            From = parsed.GetRequiredValue(FromOption),
            To = parsed.GetRequiredValue(ToOption),
            Workspace = parsed.GetValue(WorkspaceOption)?.Trim('/'),
            Auth = parsed.GetValue(AuthOption),
            ArtifactRoots = parsed.GetValue(ArtifactRootOption) ?? [],
            Artifacts = parsed.GetValue(ArtifactsOption),
            ToArtifacts = parsed.GetValue(ToArtifactsOption),
        };
        return arguments.Artifacts is null || arguments.ToArtifacts is not null
            ? arguments
            : throw new ImportException("--artifacts needs --to-artifacts.");
    }
}
