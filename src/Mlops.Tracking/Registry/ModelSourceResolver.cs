using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Runs;

namespace Mlops.Tracking.Registry;

/// <summary>
/// Decides what a model version may be made from and follows references within the workspace. Whatever is left is either a place in
/// this server's artifact store or the clients' own affair; nothing is opened here.
/// </summary>
internal sealed class ModelSourceResolver(IModelVersionStore versions, IRunStore runs, ILoggedModelLocator loggedModels)
{
    private const string RunsScheme = "runs";

    /// <summary>Follows the source of a new version.</summary>
    /// <exception cref="MlflowException">400 for a source that is not allowed, 404 for one that leads nowhere.</exception>
    public async ValueTask<ResolvedSource> ResolveAsync(
        string workspace, string text, string runId, string modelId, bool isPrompt, CancellationToken cancellationToken)
    {
        var source = ModelSource.Parse(text);
        if (isPrompt && IsPlaceholder(source))
        {
            return new ResolvedSource(text, "");
        }

        var logged = modelId.Length == 0 ? null : await FindLoggedModelAsync(workspace, modelId, cancellationToken);
        if (source.IsLocal)
        {
            return isPrompt
                ? throw MlflowException.InvalidParameterValue($"Invalid prompt source: '{text}'. Local source paths are not allowed for prompts.")
                : await ResolveLocalAsync(workspace, source, runId, logged, cancellationToken);
        }

        source.CheckAbsolute();
        return source.Scheme switch
        {
            ModelUri.Scheme => await ResolveModelAsync(workspace, ModelUri.Parse(source), text, logged, cancellationToken),
            RunsScheme => await ResolveRunAsync(workspace, source, cancellationToken),
            _ when !ArtifactUri.IsServed(text) => new ResolvedSource(text, logged?.SourceRunId ?? ""),
            _ when ArtifactUri.TryResolve(text, out var path) && !path.IsRoot => new ResolvedSource(text, logged?.SourceRunId ?? ""),
            _ => throw ModelSource.RelativeRefusal(text),
        };
    }

    /// <summary>Prompts have no files; clients send a word such as <c>prompt-template</c> for a source.</summary>
    private static bool IsPlaceholder(ModelSource source) => source.Scheme.Length == 0
        && !source.Decoded.AsSpan().ContainsAny("/:~?%")
        && ArtifactPath.TryParse(source.Text, out var path, out _) && !path.IsRoot;

    private async ValueTask<ResolvedSource> ResolveLocalAsync(
        string workspace, ModelSource source, string runId, LoggedModelLocation? logged, CancellationToken cancellationToken)
    {
        var root = logged?.ArtifactLocation
            ?? (runId.Length > 0 ? (await runs.GetInfoAsync(workspace, runId, cancellationToken)).ArtifactUri : null);
        var path = LocalSource.Path(source.Text);
        if (path is not null && root is not null && LocalSource.Path(root) is { } folder && LocalSource.IsWithin(path, folder))
        {
            return new ResolvedSource(source.Text, logged?.SourceRunId ?? "");
        }

        var named = logged is null ? "run_id" : "model_id";
        throw MlflowException.InvalidParameterValue(
            $"Invalid model version source: '{(root is null ? null : path) ?? source.Text}'. To use a local path as a model version source, the {named} request parameter has to be specified and the local path has to be contained within the artifact directory of the run specified by the {named}.");
    }

    private async ValueTask<ResolvedSource> ResolveModelAsync(
        string workspace, ModelUri uri, string text, LoggedModelLocation? logged, CancellationToken cancellationToken)
    {
        if (uri.ModelId is { } modelId)
        {
            var location = await FindLoggedModelAsync(workspace, modelId, cancellationToken);
            return new ResolvedSource(location.ArtifactLocation, location.SourceRunId);
        }

        try
        {
            RegistryRules.CheckName(uri.Name, "source");
            var version = uri.Version is { } number
                ? await versions.GetAsync(workspace, uri.Name, RegistryRules.ParseVersion(number), cancellationToken)
                : await versions.FindByAliasAsync(workspace, uri.Name, uri.Alias, cancellationToken)
                    ?? throw MlflowException.ResourceDoesNotExist($"Registered model alias {uri.Alias} not found.");
            return new ResolvedSource(version.StorageLocation, logged?.SourceRunId ?? "");
        }
        catch (MlflowException error) when (error.ErrorCode == ErrorCode.ResourceDoesNotExist)
        {
            // The original answers 500 here, which its client retries for minutes.
            throw new MlflowException(
                error.ErrorCode, $"Unable to fetch model from model URI source artifact location '{text}'. Error: {error.Message}", error);
        }
    }

    private async ValueTask<ResolvedSource> ResolveRunAsync(string workspace, ModelSource source, CancellationToken cancellationToken)
    {
        // Only the check looks at the decoded form: names of artifacts are as they were sent.
        var path = source.Text[(source.Scheme.Length + 1)..].TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var runId = slash < 0 ? path : path[..slash];
        if (source.Decoded.StartsWith("runs://", StringComparison.OrdinalIgnoreCase) || source.Decoded.Contains('?', StringComparison.Ordinal))
        {
            throw MlflowException.InvalidParameterValue($"Invalid model version source: '{source.Text}'. A runs URI must be runs:/{{run id}}/{{path}}.");
        }

        Validation.EntityName.CheckRunId(runId);
        var below = ArtifactPath.Parse(slash < 0 ? "" : path[(slash + 1)..]);
        var root = (await runs.GetInfoAsync(workspace, runId, cancellationToken)).ArtifactUri ?? "";
        return new ResolvedSource(ArtifactUri.Append(root, below), runId);
    }

    private async ValueTask<LoggedModelLocation> FindLoggedModelAsync(string workspace, string modelId, CancellationToken cancellationToken) =>
        await loggedModels.FindAsync(workspace, modelId, cancellationToken)
        ?? throw MlflowException.ResourceDoesNotExist($"Logged model with ID '{Validation.EntityName.Shorten(modelId)}' not found.");
}
