using BenchmarkDotNet.Attributes;
using Mlops.Catalog;
using Mlops.Catalog.Items;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Registry;

namespace Mlops.Benchmarks.Micro;

/// <summary>A project with a README and a registered model, from its files' names to its STAC item.</summary>
[MemoryDiagnoser]
public class ItemBuilding
{
    private const string Readme = """
        ---
        title: Flood model
        license: Apache-2.0
        extent:
          temporal: [2020-01-01, 2024-12-31]
          spatial: [-5.2, 42.3, 8.3, 51.1]
        related: {dataset: "https://forge.example.org/group/floods"}
        assets: ["*.csv", {glob: "checkpoints/*.onnx", title: Checkpoint}]
        mlm: {name: flood-model, architecture: UNet, tasks: [semantic-segmentation], input: [], output: []}
        gsd: 10
        ---
        # Flood model

        ![Preview](./flood.png)

        Finds [floods](docs/floods.md) in radar images, as told in [the paper](https://doi.org/10.1000/182).
        """;

    private readonly ItemBuilder _builder = new(new CatalogOptions());

    private readonly Project _project = new()
    {
        Path = "group/flood-model",
        Name = "flood-model",
        Topics = ["sharinghub:aimodel", "radar"],
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch.AddYears(50),
        ChangeKey = "1",
        Files = [.. Enumerable.Range(0, 200).Select(i => new ProjectFile($"src/part{i}.py", 1000)), new("README.md", 900), new("flood.png", 684896), new("checkpoints/best.onnx", 2148014)],
    };

    private readonly CatalogModelVersion[] _models =
    [
        new()
        {
            Name = "flood-model",
            Version = "1",
            Href = "/model",
            FileName = "best.onnx",
            Size = 2148014,
            Opset = 17,
            ParameterCount = 536194,
            Inputs = [new("input", "float32", [new(4, null), new(2, null), new(256, null), new(256, null)])],
            Outputs = [new("output", "float32", [new(4, null), new(2, null), new(256, null), new(256, null)])],
        },
    ];

    [Benchmark]
    public object Build() => _builder.Build(_project, Readme, _models, static _ => true);
}
