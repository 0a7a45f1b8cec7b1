using Mlops.Stac;

namespace Mlops.Catalog.Registry;

/// <summary>A registered version of a model of a project that is ready, of whatever framework.</summary>
public sealed record CatalogModelVersion
{
    /// <summary>The registered model's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version, e.g. <c>3</c>.</summary>
    public required string Version { get; init; }

    /// <summary>
    /// Where the model file is downloaded, or null where its files lie elsewhere. For paths of this service see <see cref="PublicRoot"/>.
    /// </summary>
    public string? Href { get; init; }

    /// <summary>Where the version itself is shown or answered, or null. For paths of this service see <see cref="PublicRoot"/>.</summary>
    public string? VersionHref { get; init; }

    /// <summary>The model file's path or name, e.g. <c>model.onnx</c>; null exactly where <see cref="Href"/> is.</summary>
    public string? FileName { get; init; }

    /// <summary>How the model was saved, as <c>mlm:artifact_type</c> names it, or null for what the file's name suggests.</summary>
    public string? ArtifactType { get; init; }

    /// <summary>Bytes of the model file, or null.</summary>
    public long? Size { get; init; }

    /// <summary>
    /// The model file's checksum as a multihash in lower-case hexadecimal (<c>1220</c> and 64 digits for SHA-256), or null.
    /// </summary>
    public string? Checksum { get; init; }

    /// <summary>When the version was registered, or null.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>
    /// The program that wrote the graph (<c>ModelProto.producer_name</c>, e.g. <c>pytorch</c>) or the framework by name (<c>sklearn</c>),
    /// or null.
    /// </summary>
    public string? Framework { get; init; }

    /// <summary>The version of what <see cref="Framework"/> names, or null.</summary>
    public string? FrameworkVersion { get; init; }

    /// <summary>The default operator set's version, or null.</summary>
    public long? Opset { get; init; }

    /// <summary>The number of parameters, or null.</summary>
    public long? ParameterCount { get; init; }

    /// <summary>The graph's inputs.</summary>
    public IReadOnlyList<CatalogTensor> Inputs { get; init; } = [];

    /// <summary>The graph's outputs.</summary>
    public IReadOnlyList<CatalogTensor> Outputs { get; init; } = [];

    /// <summary>The multihash of a SHA-256 digest, as <c>file:checksum</c> has it.</summary>
    /// <param name="sha256">64 hexadecimal digits.</param>
    public static string Multihash(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        return sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit)
            ? string.Concat("1220", sha256.ToLowerInvariant())
            : throw new ArgumentException("A SHA-256 digest has 64 hexadecimal digits.", nameof(sha256));
    }
}
