using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Tests.Stac;

public sealed class CatalogServiceTests
{
    private const string Tracking = "/mlflow/root/flood-model/tracking";
    private const string Item = "/api/stac/collections/ai-model/items/root/flood-model";
    private const string Digest = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private static Task<StacHost> StartAsync(params (string, string)[] settings) =>
        StacHost.StartAsync(settings: settings, projects: host => host.Project("root/flood-model", "title: Flood"));

    private static async Task<JsonElement> CallAsync(StacHost host, string path, string json)
    {
        var answer = await host.PostAsync($"{Tracking}/api/2.0/mlflow/{path}", json);
        return await StacHost.JsonAsync(answer);
    }

    /// <summary>Registers a version of a model file whose inspection is already over.</summary>
    private static async Task RegisterAsync(StacHost host, string model = "flood", bool valid = true)
    {
        using var uploaded = await host.Client.PutAsync($"{Tracking}/api/2.0/mlflow-artifacts/artifacts/models/my%20model.onnx", new StringContent("bytes"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, uploaded.StatusCode);
        await CallAsync(host, "registered-models/create", $$"""{"name":"{{model}}"}""");
        await CallAsync(host, "model-versions/create", $$$"""
            {"name":"{{{model}}}","source":"mlflow-artifacts:/models","tags":[
            {"key":"mlops.onnx.valid","value":"{{{(valid ? "true" : "false")}}}"},{"key":"mlops.onnx.file","value":"my model.onnx"},{"key":"mlops.onnx.size","value":"5"},
            {"key":"mlops.onnx.sha256","value":"{{{Digest}}}"},{"key":"mlops.onnx.producer_name","value":"pytorch"},{"key":"mlops.onnx.ir_version","value":"8"},
            {"key":"mlops.onnx.inputs","value":"[{\"name\":\"x\",\"data_type\":\"float32\",\"shape\":[\"batch\",3]}]"},{"key":"mlops.onnx.outputs","value":"[]"}]}
            """);
    }

    private static async Task<string?> TagAsync(StacHost host, string model = "flood")
    {
        var version = await host.ReadAsync($"{Tracking}/api/2.0/mlflow/model-versions/get?name={model}&version=1");
        return version.GetProperty("model_version").GetProperty("tags").EnumerateArray()
            .Where(tag => tag.GetProperty("key").GetString() == "mlops.stac.item").Select(tag => tag.GetProperty("value").GetString()).FirstOrDefault();
    }

    private static async Task<JsonElement?> ModelAssetAsync(StacHost host)
    {
        var item = await host.ReadAsync(Item);
        foreach (var asset in item.GetProperty("assets").EnumerateObject())
        {
            if (asset.Value.TryGetProperty("roles", out var roles) && roles.EnumerateArray().Any(role => role.GetString() == "mlm:model"))
            {
                return asset.Value;
            }
        }

        return null;
    }

    [Fact]
    public async Task A_new_folder_is_found_and_a_deleted_one_leaves_without_a_restart()
    {
        await using var host = await StartAsync();
        host.Project("root/late", "title: Late");
        await StacHost.UntilAsync(async () => StacHost.Ids(await host.ReadAsync("/api/stac/search?ids=root/late")) == "root/late");
        Directory.Delete(Path.Combine(host.Projects, "root/late"), recursive: true);
        await StacHost.UntilAsync(async () => StacHost.Ids(await host.ReadAsync("/api/stac/search?ids=root/late")).Length == 0);
    }

    [Fact]
    public async Task A_registered_version_becomes_an_asset_and_both_link_to_each_other()
    {
        await using var host = await StartAsync();
        await RegisterAsync(host);
        await StacHost.UntilAsync(async () => await TagAsync(host) is not null && await ModelAssetAsync(host) is not null);

        Assert.Equal(Item, await TagAsync(host));
        var asset = (await ModelAssetAsync(host))!.Value;
        Assert.Equal("application/octet-stream; application=onnx", asset.GetProperty("type").GetString());
        Assert.Equal(5, asset.GetProperty("file:size").GetInt64());
        Assert.Equal("1220" + Digest, asset.GetProperty("file:checksum").GetString());
        using var file = await host.GetAsync(asset.GetProperty("href").GetString()!);
        Assert.Equal("bytes", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var version = await host.ReadAsync(StacHost.Href(await host.ReadAsync(Item), "model-version"));
        Assert.Equal("flood", version.GetProperty("model_version").GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_registered_model_of_another_framework_becomes_an_asset_with_its_signature()
    {
        await using var host = await StartAsync();
        foreach (var (name, text) in new[]
        {
            ("model.pkl", "pickle"), ("requirements.txt", "scikit-learn==1.5.2"),
            ("MLmodel", "flavors: {sklearn: {pickled_model: model.pkl, sklearn_version: 1.5.2}}\nsignature: {inputs: '[{\"type\": \"double\", \"name\": \"x\"}]'}"),
        })
        {
            using var uploaded = await host.Client.PutAsync($"{Tracking}/api/2.0/mlflow-artifacts/artifacts/trees/{name}", new StringContent(text), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, uploaded.StatusCode);
        }

        await CallAsync(host, "registered-models/create", """{"name":"trees"}""");
        await CallAsync(host, "model-versions/create", """{"name":"trees","source":"mlflow-artifacts:/trees"}""");
        await StacHost.UntilAsync(async () => await ModelAssetAsync(host) is not null);

        var item = await host.ReadAsync(Item);
        var asset = item.GetProperty("assets").GetProperty("models:/trees/1");
        Assert.Equal("pickle.dump", asset.GetProperty("mlm:artifact_type").GetString());
        using var file = await host.GetAsync(asset.GetProperty("href").GetString()!);
        Assert.Equal("pickle", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("scikit-learn", item.GetProperty("properties").GetProperty("mlm:framework").GetString());
        Assert.Equal("x", item.GetProperty("properties").GetProperty("mlm:input")[0].GetProperty("name").GetString());
        Assert.Equal("models:/trees/1", StacHost.Link(item, "mlflow:model")!.Value.GetProperty("mlflow:uri").GetString());
    }

    [Theory]
    [InlineData("mlflow-artifacts:/single/net.pt", "net.pt")]
    [InlineData("s3://bucket/elsewhere", null)]
    public async Task A_version_of_one_file_or_of_files_elsewhere_is_shown_as_far_as_it_can_be(string source, string? content)
    {
        await using var host = await StartAsync();
        using var uploaded = await host.Client.PutAsync($"{Tracking}/api/2.0/mlflow-artifacts/artifacts/single/net.pt", new StringContent("net.pt"), TestContext.Current.CancellationToken);
        await CallAsync(host, "registered-models/create", """{"name":"net"}""");
        await CallAsync(host, "model-versions/create", $$"""{"name":"net","source":"{{source}}"}""");
        await StacHost.UntilAsync(async () => StacHost.Link(await host.ReadAsync(Item), "mlflow:model") is not null);

        var asset = await ModelAssetAsync(host);
        Assert.Equal(content is null, asset is null);
        if (asset is { } shown)
        {
            using var file = await host.GetAsync(shown.GetProperty("href").GetString()!);
            Assert.Equal(content, await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task A_prompt_is_no_model()
    {
        await using var host = await StartAsync();
        await CallAsync(host, "registered-models/create", """{"name":"ask","tags":[{"key":"mlflow.prompt.is_prompt","value":"true"}]}""");
        await CallAsync(host, "model-versions/create", """{"name":"ask","source":"dummy-source","tags":[{"key":"mlflow.prompt.is_prompt","value":"true"},{"key":"mlflow.prompt.text","value":"x"}]}""");
        await host.RefreshAsync();

        Assert.DoesNotContain("models:/ask", (await host.ReadAsync(Item)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tag_holds_the_public_address_where_one_is_configured()
    {
        await using var host = await StartAsync(("Mlops:PublicUrl", "https://ml.example.org/team/"));
        await RegisterAsync(host);
        await StacHost.UntilAsync(async () => await TagAsync(host) == $"https://ml.example.org/team{Item}");
    }

    [Fact]
    public async Task A_version_whose_model_is_not_valid_is_not_shown()
    {
        await using var host = await StartAsync();
        await RegisterAsync(host, "broken", valid: false);
        await RegisterAsync(host, "sound");
        await StacHost.UntilAsync(async () => await TagAsync(host, "sound") is not null);
        Assert.Null(await TagAsync(host, "broken"));
        Assert.DoesNotContain("models:/broken", (await host.ReadAsync(Item)).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_version_leaves_the_item()
    {
        await using var host = await StartAsync();
        await RegisterAsync(host);
        await StacHost.UntilAsync(async () => await ModelAssetAsync(host) is not null);
        await host.Services.GetRequiredService<ModelVersionService>().DeleteAsync("root/flood-model", "flood", "1", TestContext.Current.CancellationToken);
        await StacHost.UntilAsync(async () => await ModelAssetAsync(host) is null);
    }

    [Fact]
    public async Task A_version_loses_the_tag_when_its_project_leaves_the_catalog_and_gains_it_with_its_return()
    {
        await using var host = await StartAsync();
        await RegisterAsync(host);
        await StacHost.UntilAsync(async () => await TagAsync(host) is not null);
        File.Delete(Path.Combine(host.Projects, "root/flood-model/README.md"));
        await StacHost.UntilAsync(async () => await TagAsync(host) is null);
        host.Project("root/flood-model", "title: Again");
        await StacHost.UntilAsync(async () => await TagAsync(host) == Item);
    }

    [Fact]
    public async Task The_catalog_may_be_added_twice()
    {
        await using var host = await StacHost.StartAsync(
            services => services.AddMlopsCatalog(), projects: host => host.Project("root/flood-model", "title: Flood"));
        Assert.Equal("root/flood-model", StacHost.Ids(await host.ReadAsync("/api/stac/search")));
    }
}
