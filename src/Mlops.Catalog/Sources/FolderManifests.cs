using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Mlops.Catalog.Items;
using Mlops.Catalog.Readme;

namespace Mlops.Catalog.Sources;

/// <summary>Reads manifests, and again only when a file's size or time has changed.</summary>
internal sealed class FolderManifests(ILogger logger)
{
    private const int MaxBytes = 4 * YamlLimits.Characters;
    private const int MaxKept = 50_000;
    private const int MaxTopics = 50;

    private readonly ConcurrentDictionary<string, (Stamp Readme, Stamp Sidecar, FolderManifest Manifest)> _kept = new(StringComparer.Ordinal);

    /// <summary>The manifest of a folder; links are not followed.</summary>
    public FolderManifest Read(string directory)
    {
        var readme = new FileInfo(Path.Combine(directory, FolderManifest.Readme));
        if (!IsFile(readme))
        {
            return FolderManifest.None;
        }

        var sidecar = new FileInfo(Path.Combine(directory, FolderManifest.Sidecar));
        var (first, second) = (Stamp.Of(readme), IsFile(sidecar) ? Stamp.Of(sidecar) : default);
        if (_kept.TryGetValue(directory, out var kept) && kept.Readme == first && kept.Sidecar == second)
        {
            return kept.Manifest;
        }

        var manifest = Parse(directory, readme, second == default ? null : sidecar);
        if (_kept.Count >= MaxKept)
        {
            _kept.Clear();
        }

        _kept[directory] = (first, second, manifest);
        return manifest;
    }

    private static bool IsFile(FileInfo file) => file.Exists && file.LinkTarget is null && (file.Attributes & FileAttributes.Directory) == 0;

    private FolderManifest Parse(string directory, FileInfo readme, FileInfo? sidecar)
    {
        var front = Yaml(directory, readme, text => ReadmeText.Split(text).FrontMatter);
        var beside = sidecar is null ? null : Yaml(directory, sidecar, text => text);
        return new([.. Topics(front).Concat(Topics(beside)).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxTopics)], Text(beside, "name"), Text(beside, "description"));
    }

    private JsonElement? Yaml(string directory, FileInfo file, Func<string, string?> partOf)
    {
        try
        {
            return partOf(TextFile.Read(file, MaxBytes)) is { } yaml ? YamlJson.Read(yaml) : null;
        }
        catch (FormatException error)
        {
            CatalogLog.UnreadableManifest(logger, directory, file.Name, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            CatalogLog.UnreadableManifest(logger, directory, file.Name, "cannot be read");
        }

        return null;
    }

    private static IEnumerable<string> Topics(JsonElement? yaml)
    {
        var topics = yaml is { } root ? JsonValues.Member(root, "topics") : null;
        return topics switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Where(JsonValues.IsFilledText).Select(topic => topic.GetString()!.Trim()),
            { ValueKind: JsonValueKind.String } one => [one.GetString()!.Trim()],
            _ => [],
        };
    }

    private static string? Text(JsonElement? yaml, string name) =>
        yaml is { } root && JsonValues.Member(root, name) is { } value && JsonValues.IsFilledText(value) ? value.GetString() : null;

    private readonly record struct Stamp(long Length, DateTime Modified)
    {
        public static Stamp Of(FileInfo file) => new(file.Length, file.LastWriteTimeUtc);
    }
}
