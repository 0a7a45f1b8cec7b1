using System.Globalization;
using System.Text.RegularExpressions;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Registry;

/// <summary>MLflow's limits on what the registry keeps, and its texts for what breaks them.</summary>
internal static partial class RegistryRules
{
    public const string PromptTag = "mlflow.prompt.is_prompt";
    private const string PromptTextTag = "mlflow.prompt.text";
    private const int MaxNameLength = 256;
    private const int MaxTagValueLength = 100_000;
    private const int MaxDescriptionLength = 100_000;
    private const int MaxAliasLength = 255;
    private const int MaxTags = 1000;

    public static void CheckName(string name, string field = "name")
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw MlflowException.InvalidParameterValue($"Missing value for required parameter '{field}'.");
        }

        if (name.AsSpan().ContainsAny('/', ':'))
        {
            throw MlflowException.InvalidParameterValue($"Invalid model name '{EntityName.Shorten(name)}'. Names cannot contain '/' or ':'.");
        }

        if (name == "." || name.StartsWith("..", StringComparison.Ordinal))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid value \"{EntityName.Shorten(name)}\" for parameter '{field}' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '{EntityName.Shorten(name)}'");
        }

        EntityName.CheckLength(field, name, MaxNameLength);
    }

    /// <summary>Reads a version's number; one that no version can have is 0.</summary>
    public static long ParseVersion(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        if (long.TryParse(version, Style, CultureInfo.InvariantCulture, out var number))
        {
            return Math.Max(0, number);
        }

        // Digits that do not fit are a number all the same.
        return version.Length > 0 && version.All(char.IsAsciiDigit)
            ? 0
            : throw MlflowException.InvalidParameterValue($"Parameter 'version' must be an integer, got '{EntityName.Shorten(version)}'.");
    }

    public static ModelStage ParseStage(string stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        return stage.ToUpperInvariant() switch
        {
            "NONE" => ModelStage.None,
            "STAGING" => ModelStage.Staging,
            "PRODUCTION" => ModelStage.Production,
            "ARCHIVED" => ModelStage.Archived,
            _ => throw MlflowException.InvalidParameterValue(
                $"Invalid Model Version stage: {EntityName.Shorten(stage)}. Value must be one of None, Staging, Production, Archived."),
        };
    }

    public static void CheckAlias(string alias)
    {
        if (string.IsNullOrEmpty(alias))
        {
            throw MlflowException.InvalidParameterValue("Registered model alias name cannot be empty.");
        }

        if (!AliasPattern().IsMatch(alias))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid alias name: '{EntityName.Shorten(alias)}'. Names may only contain alphanumerics, underscores (_), and dashes (-).");
        }

        EntityName.CheckLength("Registered model alias name", alias, MaxAliasLength);
    }

    /// <summary>Refuses aliases that would read as something else in a <c>models:/</c> URI.</summary>
    public static void CheckAliasIsFree(string alias)
    {
        if (IsLatest(alias))
        {
            throw MlflowException.InvalidParameterValue("'latest' alias name (case insensitive) is reserved.");
        }

        if (VersionAliasPattern().IsMatch(alias))
        {
            throw MlflowException.InvalidParameterValue($"Version alias name '{EntityName.Shorten(alias)}' is reserved.");
        }
    }

    public static bool IsLatest(string alias) => alias.Equals("latest", StringComparison.OrdinalIgnoreCase);

    public static void CheckTagKey(string key) => EntityName.CheckKey("key", "key", key);

    public static void CheckTag(Tag tag)
    {
        CheckTagKey(tag.Key);
        if (tag.Key == PromptTextTag && tag.Value.Length > MaxTagValueLength)
        {
            throw MlflowException.InvalidParameterValue($"Prompt text exceeds max length of {MaxTagValueLength} characters.");
        }

        EntityName.CheckLength("value", tag.Value, MaxTagValueLength);
    }

    public static void CheckTags(IReadOnlyList<Tag> tags)
    {
        if (tags.Count > MaxTags)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value for parameter 'tags' supplied: {tags.Count} tags, at most {MaxTags} are allowed.");
        }

        foreach (var tag in tags)
        {
            CheckTag(tag);
        }
    }

    public static void CheckDescription(string? description) => EntityName.CheckLength("description", description ?? "", MaxDescriptionLength);

    public static MlflowException VersionNotFound(string name, string version) =>
        MlflowException.ResourceDoesNotExist($"Model Version (name={name}, version={version}) not found");

    [GeneratedRegex(@"^[\w\-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex AliasPattern();

    [GeneratedRegex(@"^[vV]\d+\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionAliasPattern();
}
