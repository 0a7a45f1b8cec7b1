using Mlops.Catalog.Registry;

namespace Mlops.Catalog.Tests.Fakes;

/// <summary>Registered versions by project.</summary>
internal sealed class MemoryModels : IModelCatalog
{
    public Dictionary<string, IReadOnlyList<CatalogModelVersion>> Versions { get; } = [];

    public Task<IReadOnlyList<CatalogModelVersion>> ListVersionsAsync(string projectPath, CancellationToken cancellationToken) =>
        Task.FromResult(Versions.GetValueOrDefault(projectPath) ?? []);

    /// <summary>A segmentation model as an exporter of PyTorch writes it.</summary>
    public static CatalogModelVersion Flood(string version = "1") => new()
    {
        Name = "flood",
        Version = version,
        Href = $"/mlflow/sharinghub-test/flood-model/get-artifact/flood/{version}",
        VersionHref = $"/mlflow/sharinghub-test/flood-model/versions/flood/{version}",
        FileName = "model.onnx",
        Size = 2_148_014,
        Checksum = CatalogModelVersion.Multihash(new string('a', 64)),
        Framework = "pytorch",
        FrameworkVersion = "2.7.1",
        Opset = 17,
        ParameterCount = 534_000,
        Inputs = [new("input", "float32", [new(null, "batch_size"), new(2, null), new(512, null), new(512, null)])],
        Outputs = [new("output", "float32", [new(null, "batch_size"), new(2, null), new(512, null), new(512, null)])],
    };
}
