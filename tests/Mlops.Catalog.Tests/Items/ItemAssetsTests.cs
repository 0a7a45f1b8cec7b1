using Mlops.Catalog.Projects;
using Mlops.Catalog.Tests.Fakes;

namespace Mlops.Catalog.Tests.Items;

public class ItemAssetsTests
{
    private const string Repository = "/api/download/group/sub/thing/repository/";

    private static readonly Project s_dataset =
        Build.Project("README.md", "a.csv", "deep/b.csv", "v1.1.dvc", "notes.txt", "big one.tif") with { Topics = ["sharinghub:dataset"] };

    [Fact]
    public void Only_listed_files_and_those_of_the_category_are_shared()
    {
        var assets = Build.Item("---\nassets: ['*.tif']\n---\n", s_dataset).Assets;

        Assert.Equal(["README.md", "big one.tif", "a.csv", "deep/b.csv", "v1.1.dvc"], assets.Keys);
        Assert.Equal(Repository + "big%20one.tif", assets["big one.tif"].Href);
        Assert.Equal("image/tiff; application=geotiff", assets["big one.tif"].Type);
        Assert.Equal(["data"], assets["a.csv"].Roles);
        Assert.Equal(["metadata"], assets["v1.1.dvc"].Roles);
        Assert.Equal("42", assets["a.csv"].Extra!["file:size"].GetRawText());
    }

    [Fact]
    public void A_model_shares_its_onnx_files()
    {
        var asset = Build.Item(null, Build.Project("net.onnx", "data.csv")).Assets["net.onnx"];

        Assert.Equal(["mlm:model"], asset.Roles);
        Assert.Equal("application/octet-stream; application=onnx", asset.Type);
        Assert.Equal("onnx", asset.Extra!["mlm:artifact_type"].GetString());
    }

    [Fact]
    public void A_rule_says_key_address_type_texts_and_roles()
    {
        var asset = Build.Item("""
            ---
            assets:
              - {glob: '*.tif', key: 'scene {path}', href: 'https://cdn/{path}', type-as: cog, title: 'T {key}', description: 'D {path}', roles: [visual]}
            ---
            """, Build.Project("a.tif")).Assets["scene a.tif"];

        Assert.Equal("https://cdn/a.tif", asset.Href);
        Assert.Equal("image/tiff; application=geotiff; profile=cloud-optimized", asset.Type);
        Assert.Equal("T scene a.tif", asset.Title);
        Assert.Equal("D a.tif", asset.Description);
        Assert.Equal(["visual"], asset.Roles);
        Assert.Null(asset.Extra);
    }

    [Theory]
    [InlineData("compose", "text/x-yaml; application=compose")]
    [InlineData("cog", "image/tiff; application=geotiff; profile=cloud-optimized")]
    [InlineData("geojson", "application/geo+json")]
    [InlineData("geotiff", "image/tiff; application=geotiff")]
    [InlineData("json", "application/json")]
    [InlineData("notebook", "application/x-ipynb+json")]
    [InlineData("text", "text/plain")]
    [InlineData("xml", "application/xml")]
    [InlineData("yaml", "text/x-yaml")]
    [InlineData("zip", "application/zip")]
    public void Every_short_type_name_is_a_media_type(string name, string type) =>
        Assert.Equal(type, Build.Front($"assets: [{{glob: f, type-as: {name}}}]", Build.Project("f")).Assets["f"].Type);

    [Fact]
    public void A_type_wins_over_its_short_name() =>
        Assert.Equal("a/b", Build.Front("assets: [{glob: f, type-as: zip, type: a/b}]", Build.Project("f")).Assets["f"].Type);

    [Theory]
    [InlineData("{glob: '*.csv', title: First}, {glob: '*.csv', title: Second}", "Second")]
    [InlineData("{glob: a.csv, title: Narrow}, {glob: '*.csv', title: Wide}", "Narrow")]
    [InlineData("{glob: '*.csv', title: Wide}, {glob: a.csv, title: Narrow}", "Narrow")]
    [InlineData("{glob: 'a*.csv', title: Narrow}, {glob: '*', title: Wide}", "Narrow")]
    [InlineData("{glob: '/*.csv', title: Narrow}, {glob: '*.csv', title: Wide}", "Narrow")]
    [InlineData("{glob: '*', title: Mine}", "Mine")]
    public void Of_several_rules_for_a_file_the_more_specific_counts_then_the_later(string rules, string title) =>
        Assert.Equal(title, Build.Item($"---\nassets: [{rules}]\n---\n", s_dataset).Assets["a.csv"].Title);

    [Fact]
    public void The_readmes_rules_count_before_the_categorys_and_say_what_the_readme_is()
    {
        var assets = Build.Item("---\nassets: [{glob: '*.md', title: About, roles: [overview]}]\n---\n", s_dataset).Assets;

        Assert.Equal(("About", "overview"), (assets["README.md"].Title, Assert.Single(assets["README.md"].Roles!)));
    }

    [Fact]
    public void A_key_of_two_rules_goes_to_the_later_and_no_file_is_lost()
    {
        var assets = Build.Item("---\nassets: [{glob: a.csv, key: k}, {glob: deep/b.csv, key: k}]\n---\n", s_dataset).Assets;

        Assert.Equal(Repository + "deep/b.csv", assets["k"].Href);
        Assert.Equal(Repository + "a.csv", assets["a.csv"].Href);
    }

    [Fact]
    public void The_later_of_two_external_assets_of_a_key_counts() =>
        Assert.Equal("https://x/2", Build.Front("assets: [{key: k, href: 'https://x/1'}, {key: k, href: 'https://x/2'}]").Assets["k"].Href);

    [Theory]
    [InlineData("dataset+https://forge/other/data", "/api/stac/collections/dataset/items/other/data")]
    [InlineData("dataset+https://forge/far/away", "https://forge/far/away")]
    public void An_asset_may_name_an_item_of_this_catalog(string href, string expected) =>
        Assert.Equal(expected, Build.Item($"---\nassets: [{{key: k, href: '{href}'}}]\n---\n", known: "other/data").Assets["k"].Href);

    [Theory]
    [InlineData("model.pt", "torch.save", "application/octet-stream; application=pytorch")]
    [InlineData("model.pth", "torch.save", "application/octet-stream; application=pytorch")]
    [InlineData("model.safetensors", "safetensors", "application/octet-stream; application=safetensors")]
    [InlineData("model.keras", "tf.keras.Model.save", "application/octet-stream; application=keras")]
    [InlineData("model.h5", "tf.keras.Model.save", "application/octet-stream; application=keras")]
    [InlineData("model.pkl", "pickle.dump", "application/octet-stream; application=pickle")]
    [InlineData("model.joblib", "joblib.dump", "application/octet-stream; application=joblib")]
    [InlineData("model.tflite", "tflite", "application/octet-stream; application=tflite")]
    [InlineData("saved_model.pb", "tf.saved_model.save", "application/octet-stream; application=tensorflow")]
    [InlineData("last.ckpt", "checkpoint", "application/octet-stream; application=checkpoint")]
    [InlineData("model.xgb", "xgboost.Booster.save_model", "application/octet-stream; application=xgboost")]
    public void A_model_shares_the_files_of_every_framework(string file, string artifact, string type)
    {
        var item = Build.Item(null, Build.Project(file));

        Assert.Equal(["mlm:model"], item.Assets[file].Roles);
        Assert.Equal(type, item.Assets[file].Type);
        Assert.Equal(artifact, item.Assets[file].Extra!["mlm:artifact_type"].GetString());
        StacRules.Check(item);
    }

    [Fact]
    public void A_dataset_shares_HDF5_as_data()
    {
        var asset = Build.Item("---\nassets: ['*.h5']\n---\n", Build.Project("a.h5") with { Topics = ["sharinghub:dataset"] }).Assets["a.h5"];

        Assert.Equal("application/x-hdf5", asset.Type);
        Assert.Equal(["data"], asset.Roles);
    }

    [Fact]
    public void Names_with_times_and_signs_are_shared_by_their_escaped_address()
    {
        var item = Build.Front("assets: ['*.tif']", Build.Project("S1A_2020-01-01T10:20:30 #1.tif"));

        Assert.Equal(Repository + "S1A_2020-01-01T10%3A20%3A30%20%231.tif", item.Assets["S1A_2020-01-01T10:20:30 #1.tif"].Href);
    }

    [Fact]
    public void Files_whose_names_cannot_be_shared_are_told() =>
        Assert.Equal("files", Assert.Single(Build.Items(null, Build.Project() with { UnsharedFiles = ["a\\b.tif"] }).Warnings).Field);

    [Fact]
    public void One_key_for_many_files_goes_to_the_first()
    {
        var assets = Build.Item("---\nassets: [{glob: '*.csv', key: table}]\n---\n", s_dataset).Assets;

        Assert.Equal(Repository + "a.csv", assets["table"].Href);
        Assert.Equal(Repository + "deep/b.csv", assets["deep/b.csv"].Href);
    }

    [Fact]
    public void An_entry_with_key_and_address_that_matches_nothing_is_external()
    {
        var assets = Build.Front("assets: [{key: cloud, href: 's3://bucket/x.zip', roles: [data]}, {key: local, href: docs/x.pdf}, {glob: '*.nope', key: k, href: 'https://x/y'}]").Assets;

        Assert.Equal(("s3://bucket/x.zip", "application/zip"), (assets["cloud"].Href, assets["cloud"].Type));
        Assert.Equal(Repository + "docs/x.pdf", assets["local"].Href);
        Assert.Equal("https://x/y", assets["k"].Href);
    }

    [Theory]
    [InlineData("assets: [{key: k, href: 'file:///etc/passwd'}]")]
    [InlineData("assets: [{key: k, href: ../../other/secret}]")]
    [InlineData("assets: [{key: k, href: 'javascript:x'}]")]
    [InlineData("assets: ['../other/*']")]
    public void An_address_outside_is_left_out_and_told(string yaml)
    {
        var built = Build.Items($"---\n{yaml}\n---\n");

        Assert.Equal(["README.md"], built.Items[0].Assets.Keys);
        Assert.Single(built.Warnings);
    }

    [Fact]
    public void Assets_are_bounded()
    {
        var built = Build.Items("---\nassets: ['*']\n---\n", Build.Project([.. Enumerable.Range(0, 3000).Select(n => $"f{n}")]));

        Assert.Equal(1000, built.Items[0].Assets.Count);
        Assert.Single(built.Warnings);
    }

    [Theory]
    [InlineData("---\npreview: img/a.png\n---\n![Preview](b.png)", "img/a.png")]
    [InlineData("![PREVIEW](b.png)", "b.png")]
    [InlineData("# Nothing", "preview.jpg")]
    [InlineData("---\npreview: ../a.png\n---\n", "preview.jpg")]
    public void The_preview_is_named_or_shown_or_found(string readme, string file)
    {
        var item = Build.Item(readme, Build.Project("README.md", "preview.jpg"));

        Assert.Equal(Repository + file, item.Assets["preview"].Href);
        Assert.Equal(["thumbnail"], item.Assets["preview"].Roles);
        Assert.Equal(Repository + file, item.Links.Single(link => link.Rel == "preview").Href);
    }

    [Fact]
    public void Registered_versions_are_assets_with_size_and_checksum()
    {
        var asset = Build.Item(null, models: [MemoryModels.Flood("2"), MemoryModels.Flood("1")]).Assets["models:/flood/2"];

        Assert.Equal(["mlm:model"], asset.Roles);
        Assert.Equal("application/octet-stream; application=onnx", asset.Type);
        Assert.Equal("2148014", asset.Extra!["file:size"].GetRawText());
        Assert.Equal("1220" + new string('a', 64), asset.Extra["file:checksum"].GetString());
    }
}
