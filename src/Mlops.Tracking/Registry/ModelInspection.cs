namespace Mlops.Tracking.Registry;

/// <summary>What an <see cref="IModelInspector"/> found.</summary>
public sealed record ModelInspection
{
    /// <summary>The format's name in lower case, e.g. <c>onnx</c>; tags are named <c>mlops.{format}.*</c>.</summary>
    public required string Format { get; init; }

    /// <summary>How it ended.</summary>
    public required ModelInspectionOutcome Outcome { get; init; }

    /// <summary>One sentence for people, at most 1,000 characters, without paths of the host; fit for a version's status message.</summary>
    public required string Message { get; init; }

    /// <summary>The files that make up the model, the main one first.</summary>
    public IReadOnlyList<ModelFile> Files { get; init; } = [];

    /// <summary>
    /// Tags to keep on the version, values of at most 5,000 characters. They replace all earlier tags of the same format;
    /// empty when the outcome is <see cref="ModelInspectionOutcome.Inconclusive"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
