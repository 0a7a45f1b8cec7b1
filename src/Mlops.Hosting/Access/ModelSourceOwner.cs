using System.Text.RegularExpressions;

namespace Mlops.Hosting.Access;

/// <summary>
/// Finds what the source of a model version belongs to: a version's files can be downloaded by whoever may read its model, so whoever
/// registers them must be allowed to read them.
/// </summary>
internal static partial class ModelSourceOwner
{
    /// <summary>What a source belongs to.</summary>
    /// <returns>The owner; without a kind one that can't be told, and with an empty value none.</returns>
    public static (NamedKind? Kind, string Value) Of(string source)
    {
        if (source.Contains('%', StringComparison.Ordinal))
        {
            // Escaped, it could be any of the below.
            return (null, source);
        }

        if (source.AsSpan().IndexOfAny("/:\\") < 0)
        {
            return (null, "");
        }

        if (RunSource().Match(source) is { Success: true } run)
        {
            return (NamedKind.Run, run.Groups[1].Value);
        }

        if (LoggedModelSource().Match(source) is { Success: true } model)
        {
            return (NamedKind.LoggedModel, model.Groups[1].Value);
        }

        if (RegisteredModelSource().Match(source) is { Success: true } registered)
        {
            return (NamedKind.RegisteredModel, registered.Groups[1].Value);
        }

        if (ArtifactSource().Match(source) is { Success: true } artifact)
        {
            return (NamedKind.Artifact, artifact.Groups[1].Value);
        }

        var isOurs = !source.Contains("://", StringComparison.Ordinal)
            || ((string[])["runs:", "models:", "mlflow-artifacts:"]).Any(scheme => source.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
        return (null, isOurs ? source : "");
    }

    [GeneratedRegex("^runs:/+([0-9a-fA-F]{32})(?:/|\\z)", RegexOptions.CultureInvariant)]
    private static partial Regex RunSource();

    [GeneratedRegex("^models:/(m-[^/@?#%]+)/?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex LoggedModelSource();

    [GeneratedRegex("^models:/([^/?#]+?)(?:/[0-9]+|@[^/@]+)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegisteredModelSource();

    [GeneratedRegex("^mlflow-artifacts:(?://[^/]*)?/+(?!/)(.*)\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ArtifactSource();
}
