using Microsoft.Extensions.Options;
using Mlops.Onnx.Files;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx;

/// <summary>
/// Inspects the ONNX files of a model version. The version is valid when every one of them is; the tags tell of the main one.
/// </summary>
internal sealed class OnnxModelInspector(IOptions<OnnxOptions> options, OnnxFileInspector inspector) : IModelInspector
{
    private const string Format = "onnx";

    public bool Recognises(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return ModelFolder.IsModelName(path);
    }

    public async Task<ModelInspection?> InspectAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            var isFolder = Directory.Exists(path);
            if (!isFolder && !Recognises(path))
            {
                return null;
            }

            if (isFolder && FileFacts.Of(path).Kind == FileKind.Link)
            {
                throw new InvalidModelException("lies behind a symbolic link, which is refused");
            }

            var folder = isFolder ? path : Path.GetDirectoryName(path)!;
            var files = isFolder
                ? await Task.Run(() => ModelFolder.Find(path, options.Value.MaxFiles, cancellationToken), cancellationToken)
                : [Path.GetFileName(path)];
            return files.Count == 0 ? null : await InspectAllAsync(folder, files, cancellationToken);
        }
        catch (InvalidModelException e)
        {
            return Invalid($"The model {e.Message}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ModelInspection { Format = Format, Outcome = ModelInspectionOutcome.Inconclusive, Message = "The model's files could not be read." };
        }
    }

    private async Task<ModelInspection> InspectAllAsync(string folder, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        List<FileInspection> inspections = [];
        foreach (var file in files)
        {
            inspections.Add(await inspector.InspectAsync(folder, file, cancellationToken));
        }

        // One bad file decides; where none is bad, one that could not be judged does.
        var decisive = inspections.Find(i => i.Outcome == ModelInspectionOutcome.Invalid)
            ?? inspections.Find(i => i.Outcome == ModelInspectionOutcome.Inconclusive)
            ?? inspections[0];
        var main = inspections[0].Model with { Valid = decisive.Outcome == ModelInspectionOutcome.Valid, Message = decisive.Model.Message };
        var tags = OnnxModelTags.Write(main);
        return new ModelInspection
        {
            Format = Format,
            Outcome = decisive.Outcome,
            Message = tags[OnnxModelTags.Message],
            Files =
            [
                .. inspections.Select(i => new ModelFile(i.Model.File!, i.Model.Size ?? 0, i.Model.Sha256)),
                .. inspections.SelectMany(i => i.External).DistinctBy(file => file.Path),
            ],
            Tags = decisive.Outcome == ModelInspectionOutcome.Inconclusive ? new Dictionary<string, string>() : tags,
        };
    }

    private static ModelInspection Invalid(string message) => new()
    {
        Format = Format,
        Outcome = ModelInspectionOutcome.Invalid,
        Message = message,
        Tags = OnnxModelTags.Write(new OnnxModel { Valid = false, Message = message }),
    };
}
