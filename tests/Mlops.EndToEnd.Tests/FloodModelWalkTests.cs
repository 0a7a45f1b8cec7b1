using System.Text.Json;
using Mlops.Client;
using Mlops.Stac;
using Mlops.Stac.Search;
using Mlops.Tracking.Registry;

namespace Mlops.EndToEnd.Tests;

/// <summary>The whole way on a real project: train, track, upload, register, validate, publish, find.</summary>
public sealed class FloodModelWalkTests
{
    private const string ModelProject = "sharinghub-test/flood-model";
    private const string DatasetProject = "sharinghub-test/sen1floods11-dataset";
    private const string OnnxFile = "Sen1Floods11_0_0.5194225907325745.onnx";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_flood_model_becomes_a_stac_item_with_its_validated_onnx_asset()
    {
        using var data = new TempDirectory();
        using var projects = new TempDirectory();
        LayOutProjects(projects.Path);
        await using var host = await HostProcess.StartAsync(data.Path, $"--Mlops:Catalog:Folders:0={projects.Path}");
        using var client = new MlopsClient(new Uri(host.Address, $"mlflow/{ModelProject}/tracking/"));

        // Train and track.
        string source, runId;
        await using (var run = await client.StartRunAsync("flood segmentation", cancellationToken: Stop))
        {
            runId = run.RunId;
            run.LogParam("architecture", "UNet");
            for (var step = 0; step < 50; step++)
            {
                run.LogMetric("IoU", 0.5194225907325745 * step / 49, step);
            }

            // Upload and register.
            await run.LogArtifactAsync(RepositoryRoot.File("tests", "data", "flood-model", "checkpoints", OnnxFile), "model", cancellationToken: Stop);
            source = run.ArtifactUriOf("model");
            await run.CompleteAsync(Stop);
        }

        await client.Models.CreateAsync("flood-model", cancellationToken: Stop);
        var created = await client.ModelVersions.CreateAsync("flood-model", source, runId, cancellationToken: Stop);
        Assert.Equal("1", created.Version);

        // Validate.
        var version = await client.ModelVersions.WaitUntilReadyAsync("flood-model", "1", TimeSpan.FromMinutes(2), Stop);
        var onnx = Assert.IsType<OnnxModel>(OnnxModelTags.Read(version.Tags.ToDictionary(tag => tag.Key, tag => tag.Value)));
        Assert.True(onnx.Valid);
        Assert.Equal(OnnxInferenceStatus.Ran, onnx.Inference?.Status);
        Assert.Equal(536_194, onnx.ParameterCount);

        // Publish.
        version = await client.ModelVersions.WaitForAsync(
            "flood-model", "1", static found => found.Tags.Any(tag => tag.Key == "mlops.stac.item"), TimeSpan.FromMinutes(1), Stop);
        var itemUri = new Uri(host.Address, version.Tags.Single(tag => tag.Key == "mlops.stac.item").Value);
        var item = await client.Catalog.GetItemAsync(itemUri, Stop);
        CheckItem(item, host.Address);
        await CheckDatasetAsync(client);

        // Find.
        var found = new List<string>();
        await foreach (var hit in client.Catalog.SearchAsync(new CatalogSearch { Ids = [ModelProject, DatasetProject] }, Stop))
        {
            found.Add(hit.Id);
        }

        Assert.Equal([ModelProject, DatasetProject], found.Order(StringComparer.Ordinal));
        await using var downloaded = new MemoryStream();
        await using (var stream = await host.Client.GetStreamAsync(new Uri(host.Address, item.Assets.Values.Single(IsModel).Href), Stop))
        {
            await stream.CopyToAsync(downloaded, Stop);
        }

        Assert.Equal(2_148_014, downloaded.Length);
        await SchemaCheck.RunAsync(host);

        // Nothing of it is lost when the host dies.
        await host.KillAsync();
        await host.StartAgainAsync();
        Assert.Equal(ModelVersionStatus.Ready, (await client.ModelVersions.GetAsync("flood-model", "1", Stop)).Status);
        Assert.Equal(50, await client.Runs.GetMetricHistoryAsync(runId, "IoU", Stop).CountAsync(Stop));
    }

    private static void CheckItem(StacItem item, Uri host)
    {
        Assert.Equal(ModelProject, item.Id);
        var properties = item.Properties.Extra!;
        // What the README says …
        Assert.Equal("flood-detection-model", properties["mlm:name"].GetString());
        Assert.Equal("UNet", properties["mlm:architecture"].GetString());
        Assert.Equal("semantic-segmentation", properties["mlm:tasks"][0].GetString());
        Assert.Equal("PyTorch", properties["mlm:framework"].GetString());
        // … and what it leaves to the graph.
        Assert.Equal(536_194, properties["mlm:total_parameters"].GetInt64());
        var input = properties["mlm:input"][0].GetProperty("input");
        Assert.Equal([4, 2, 256, 256], Numbers(input.GetProperty("shape")));
        Assert.Equal("float32", input.GetProperty("data_type").GetString());
        var output = properties["mlm:output"][0].GetProperty("result");
        Assert.Equal([4, 2, 256, 256], Numbers(output.GetProperty("shape")));
        Assert.Equal("float32", output.GetProperty("data_type").GetString());

        var model = item.Assets.Values.Single(IsModel);
        Assert.Equal("application/octet-stream; application=onnx", model.Type);
        Assert.Equal(2_148_014, model.Extra!["file:size"].GetInt64());
        Assert.StartsWith("1220", model.Extra["file:checksum"].GetString(), StringComparison.Ordinal);
        Assert.Contains(item.Assets.Values, asset => asset.Roles?.Contains("thumbnail") == true && asset.Href.EndsWith("flood.png", StringComparison.Ordinal));
        Assert.Contains(item.Links, link => link.Rel == "derived_from" && link.Href.EndsWith(DatasetProject, StringComparison.Ordinal));
        Assert.Contains(item.Links, link => link.Href.Contains("flood-model", StringComparison.Ordinal) && link.Href.Contains("model-versions", StringComparison.Ordinal));
        Assert.All(item.Links.Where(link => link.Rel is "self" or "root" or "parent" or "collection"), link => Assert.StartsWith(host.ToString(), link.Href, StringComparison.Ordinal));
    }

    private static async Task CheckDatasetAsync(MlopsClient client)
    {
        var item = await client.Catalog.GetItemAsync("dataset", DatasetProject, Stop);
        var files = item.Assets.Values.Select(asset => asset.Href.Split('/')[^1]).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string> { "train_data.csv", "test_data.csv", "valid_data.csv", "sample_data.csv", "v1.1.dvc" }, files);
    }

    // The checkpoint that lies in the repository is an asset of its own.
    private static bool IsModel(StacAsset asset) => asset.Roles?.Contains("mlm:model") == true && !asset.Href.Contains("/repository/", StringComparison.Ordinal);

    private static int[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt32())];

    private static void LayOutProjects(string root)
    {
        Copy(RepositoryRoot.File("tests", "data", "flood-model"), Path.Combine(root, ModelProject));
        Copy(RepositoryRoot.File("tests", "data", "sen1floods11-dataset"), Path.Combine(root, DatasetProject));
        File.WriteAllText(Path.Combine(root, ModelProject, ".mlops.yaml"), "topics: [\"sharinghub:aimodel\"]\n");
        File.WriteAllText(Path.Combine(root, DatasetProject, ".mlops.yaml"), "topics: [\"sharinghub:dataset\"]\n");
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
