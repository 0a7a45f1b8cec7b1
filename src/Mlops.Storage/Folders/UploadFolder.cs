using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Folders;

/// <summary>The folder of one upload in parts: what it is for, and a file for each part that came.</summary>
internal sealed partial class UploadFolder
{
    private const string TargetName = "target";
    private const string DoneName = "done";

    private UploadFolder(string place, int parts)
    {
        Place = place;
        Parts = parts;
    }

    public string Place { get; }

    /// <summary>How many parts it has when it is complete.</summary>
    public int Parts { get; }

    /// <summary>Whether the parts have been put together; they are gone then.</summary>
    public bool IsDone => File.Exists(Path.Combine(Place, DoneName));

    /// <summary>The bytes of all parts so far.</summary>
    public long Length => new DirectoryInfo(Place).EnumerateFiles("*.part").Sum(static part => part.Length);

    public static UploadFolder Create(string uploads, string uploadId, string scope, ArtifactPath path, int parts)
    {
        var place = Path.Combine(uploads, uploadId);
        DurableFolder.Create(place);
        var target = Path.Combine(place, TargetName);
        File.WriteAllText(target, Target(scope, path, parts));
        DurableFolder.Flush(place);
        return new UploadFolder(place, parts);
    }

    /// <summary>Finds an upload by its id; null where it is not there or is for another file.</summary>
    public static UploadFolder? Find(string uploads, string uploadId, string scope, ArtifactPath path)
    {
        if (!IdPattern().IsMatch(uploadId))
        {
            return null;
        }

        var place = Path.Combine(uploads, uploadId);
        try
        {
            var target = File.ReadAllText(Path.Combine(place, TargetName));
            return int.TryParse(target.AsSpan(0, Math.Max(0, target.IndexOf('\n', StringComparison.Ordinal))), CultureInfo.InvariantCulture, out var parts)
                && target == Target(scope, path, parts)
                ? new UploadFolder(place, parts)
                : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Where the bytes of a part lie. Each time that a part comes it is another file, so that a repetition disturbs nobody.
    /// </summary>
    public string PartFile(ArtifactPart part) => Path.Combine(Place, string.Create(CultureInfo.InvariantCulture, $"{part.Number}.{part.Tag}.part"));

    /// <summary>The files of the parts in their order.</summary>
    /// <exception cref="MlflowException">400 when a part is missing, unknown or there twice.</exception>
    public IReadOnlyList<string> Files(IReadOnlyList<ArtifactPart> parts)
    {
        var files = parts.OrderBy(static part => part.Number)
            .Select((part, index) => part.Number == index + 1 && IdPattern().IsMatch(part.Tag) && File.Exists(PartFile(part)) ? PartFile(part) : null)
            .OfType<string>().ToList();
        return files.Count == Parts && parts.Count == Parts
            ? files
            : throw MlflowException.InvalidParameterValue($"Invalid value for parameter 'parts' supplied: it must name each of the {Parts} parts once, with the ETag that it was answered with.");
    }

    /// <summary>Notes that the parts are put together, and clears them away.</summary>
    public void Finish()
    {
        File.WriteAllBytes(Path.Combine(Place, DoneName), []);
        foreach (var part in Directory.EnumerateFiles(Place, "*.part"))
        {
            File.Delete(part);
        }
    }

    private static string Target(string scope, ArtifactPath path, int parts) =>
        new StringBuilder().Append(CultureInfo.InvariantCulture, $"{parts}\n{scope}\n{path.Value}").ToString();

    [GeneratedRegex(@"^[0-9a-f]{32}\z")]
    private static partial Regex IdPattern();
}
