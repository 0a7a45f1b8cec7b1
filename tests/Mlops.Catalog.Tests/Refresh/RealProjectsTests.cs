using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Catalog.Categories;
using Mlops.Catalog.Refresh;
using Mlops.Catalog.Tests.Fakes;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Refresh;

/// <summary>The flood model and its dataset, as their authors wrote them, and our own samples.</summary>
public sealed class RealProjectsTests : IDisposable
{
    private const string FloodModel = "sharinghub-test/flood-model";
    private const string Dataset = "sharinghub-test/sen1floods11-dataset";

    private readonly ProjectFolders _folders = new();
    private readonly MemoryIndex _index = new();
    private readonly MemoryModels _models = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task The_flood_model_is_an_item_with_its_own_words_and_the_graphs()
    {
        _folders.CopyFloodProjects();
        _models.Versions[FloodModel] = [MemoryModels.Flood()];
        await RefreshAsync();

        var item = _index.Items.Single(item => item.Id == FloodModel);

        StacRules.Check(item);
        Assert.Equal("ai-model", item.Collection);
        Assert.Equal("flood-detection-model", item.Text("mlm:name"));
        Assert.Equal("UNet", item.Text("mlm:architecture"));
        Assert.Equal("""["semantic-segmentation"]""", item.Text("mlm:tasks"));
        Assert.Equal("PyTorch", item.Text("mlm:framework"));
        Assert.Equal("2.7.0", item.Text("mlm:framework_version"));
        Assert.Contains("512", item.Text("mlm:input"));
        Assert.Contains("semantic-segmentation", item.Text("mlm:output"));
        Assert.Equal("Apache-2.0", item.Properties.License);
        Assert.Equal($"/api/download/{FloodModel}/repository/flood.png", item.Assets["preview"].Href);
        Assert.Contains("checkpoints/Sen1Floods11_0_0.5194225907325745.onnx", item.Assets.Keys);
        Assert.Contains("models:/flood/1", item.Assets.Keys);
        Assert.Equal($"/api/stac/collections/dataset/items/{Dataset}", item.Links.Single(link => link.Rel == "derived_from").Href);
    }

    [Fact]
    public async Task The_flood_dataset_is_an_item_with_its_tables_and_its_DVC_file()
    {
        _folders.CopyFloodProjects();
        await RefreshAsync();

        var item = _index.Items.Single(item => item.Id == Dataset);

        StacRules.Check(item);
        Assert.Equal(["README.md", "sample_data.csv", "test_data.csv", "train_data.csv", "valid_data.csv", "v1.1.dvc"], item.Assets.Keys);
        Assert.Equal("dataset", item.Collection);
        Assert.Null(item.Geometry);
    }

    [Fact]
    public async Task The_samples_are_items()
    {
        _folders.Options.Folders.Clear();
        _folders.Options.Folders.Add(Path.Combine(AppContext.BaseDirectory, "samples"));
        await RefreshAsync();

        Assert.Equal(["examples/iris-classifier", "examples/iris-measurements"], _index.Items.Select(item => item.Id).Order());
        Assert.All(_index.Items, StacRules.Check);
        var measurements = _index.Items.Single(item => item.Collection == "dataset");
        Assert.Equal("Flowers, one per row", measurements.Assets["measurements.csv"].Title);
        Assert.NotNull(measurements.Geometry);
        await Schemas.CheckAsync(_index.Items, [], Cancel);
    }

    [Fact]
    public async Task All_items_and_collections_satisfy_the_published_schemas()
    {
        _folders.CopyFloodProjects();
        _models.Versions[FloodModel] = [MemoryModels.Flood("2"), MemoryModels.Flood("1")];
        await RefreshAsync();
        StacItem[] odd =
        [
            Build.Item(null),
            Build.Item("[A](https://doi.org/10.1000/a) [B](https://doi.org/10.1000/b)", Build.Project("README.md", "LICENSE")),
            Build.Front("extent: {spatial: [170, -10, -170, 10], temporal: [2020-01-01, 2020-01-02]}\nlicense: MIT OR ISC"),
            Build.Front("extent: {spatial: [1, 2, 0, 3, 4, 9]}\ndatetime: 2020-01-01\nbands: [{name: vv, gsd: 10}]\ngsd: 10", Build.Project("m.onnx")),
            Build.Front("mlm: {name: some model, input: [{name: x, bands: [vv], input: {shape: [1], dim_order: [bands], data_type: uint8}, value_scaling: [{type: z-score, mean: 0, stddev: 1}]}], "
                + "output: [{name: y, tasks: [detection], result: {shape: [1], dim_order: [a], data_type: uint8}, 'classification:classes': [{value: 0, name: dry}]}], "
                + "accelerator: cpu, pretrained_source: ~, hyperparameters: {lr: 1}}", Build.Project("m.onnx")),
            Build.Front("ml-model: {learning_approach: supervised, prediction_type: segmentation, architecture: ResNet}", Build.Project("m.onnx")),
            Build.Front("mlm: {name: without file}"),
            Build.Front("providers: [{name: A, roles: [producer, king], url: 'https://a'}]\nlinks: [{rel: about, href: docs/x.md, method: POST, body: [1], headers: {a: b}}]\nassets: [{key: k, href: 's3://b/k'}]"),
        ];
        Assert.All(_index.Items.Concat(odd), StacRules.Check);

        var collections = Category.Defaults.SelectMany(category => new[]
        {
            CollectionBuilder.Build(category, null),
            CollectionBuilder.Build(category with { Logo = "https://x/logo.png", Icon = "https://x/icon.svg" }, new(category.Id, 2, new(1, 2, 3, 4), new(Build.Created, Build.Updated))),
        });
        await Schemas.CheckAsync(_index.Items.Concat(odd), collections, Cancel);
    }

    private async Task RefreshAsync()
    {
        using var refresher = new CatalogRefresher(
            [_folders.Source()], _models, _index, new CatalogOptions(), TimeProvider.System, NullLogger<CatalogRefresher>.Instance);
        await refresher.RefreshAsync(Cancel);
    }
}
