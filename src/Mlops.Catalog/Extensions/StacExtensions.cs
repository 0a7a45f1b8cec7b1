using System.Text.RegularExpressions;
using Mlops.Catalog.Mlm;

namespace Mlops.Catalog.Extensions;

/// <summary>The extensions whose rules this library knows, and the addresses of their schemas.</summary>
internal static partial class StacExtensions
{
    public const string Mlm = "https://stac-extensions.github.io/mlm/v1.5.2/schema.json";
    public const string MlModel = "https://stac-extensions.github.io/ml-model/v1.0.0/schema.json";
    public const string File = "https://stac-extensions.github.io/file/v2.1.0/schema.json";
    public const string Scientific = "https://stac-extensions.github.io/scientific/v1.0.0/schema.json";

    // Written by this library itself, in one version, whatever a README declares.
    private static readonly HashSet<string> s_own = ["mlm", "ml-model", "file", "scientific"];

    private static readonly StacExtension[] s_known = [.. EarthObservation.Extensions, .. DataDescription.Extensions];

    /// <summary>Schemas of prefixes that need no declaration for a mapping to be taken apart; a README's own declaration wins.</summary>
    public static IReadOnlyDictionary<string, string> Preconfigured { get; } = new Dictionary<string, string>
    {
        ["eo"] = "https://stac-extensions.github.io/eo/v1.1.0/schema.json",
        ["label"] = "https://stac-extensions.github.io/label/v1.0.1/schema.json",
        ["sci"] = Scientific,
        ["ml-model"] = MlModel,
        ["mlm"] = Mlm,
    };

    /// <summary>Whether the schema is of an extension that this library writes itself.</summary>
    public static bool IsOwn(string url) => Official().Match(url) is { Success: true } match && s_own.Contains(match.Groups[1].Value);

    /// <summary>
    /// The known extension behind a schema's address: in that version, else in the newest known one of the same major version, else in the
    /// newest known one. Null for a schema that is not known.
    /// </summary>
    public static StacExtension? ByUrl(string url)
    {
        if (Official().Match(url) is not { Success: true } match)
        {
            return null;
        }

        var versions = Array.FindAll(s_known, known => known.Name == match.Groups[1].Value);
        var version = match.Groups[2].Value;
        return Array.Find(versions, known => known.Version == version)
            ?? Array.FindLast(versions, known => known.Version.Split('.')[0] == version.Split('.')[0])
            ?? (versions.Length == 0 ? null : versions[^1]);
    }

    /// <summary>The extension that a field with a prefix belongs to where nothing declares it, in its newest known version.</summary>
    public static StacExtension? ByField(string field)
    {
        var url = field.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? Preconfigured.GetValueOrDefault(field[..colon]) : null;
        return url is not null ? ByUrl(url) : Array.FindLast(s_known, known => known.Prefix.Length > 0 && known.Owns(field));
    }

    /// <summary>Whether a member of a link is one that no declared extension can refuse.</summary>
    public static bool FitsLink(string field, System.Text.Json.JsonElement value) =>
        !field.StartsWith("file:", StringComparison.Ordinal) && !MlmProperties.Owns(field)
        && Array.TrueForAll(s_known, known => !known.Owns(field) || (known.LinkFields.TryGetValue(field, out var shape) && shape(value)));

    [GeneratedRegex(@"^https?://stac-extensions\.github\.io/([a-z0-9-]+)/(v[0-9][A-Za-z0-9.-]*)/schema\.json#?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Official();
}
