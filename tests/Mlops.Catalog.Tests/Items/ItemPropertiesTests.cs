using Mlops.Catalog.Projects;
using Mlops.Catalog.Tests.Fakes;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Items;

public class ItemPropertiesTests
{
    [Fact]
    public void Title_and_description_come_from_the_readme_then_from_the_project()
    {
        Assert.Equal("T", Build.Front("title: T").Properties.Title);
        Assert.Equal("thing", Build.Item("text").Properties.Title);
        Assert.Equal("text", Build.Item("---\ntitle: T\n---\n\ntext\n").Properties.Description);
        Assert.Equal("A short word on it.", Build.Item("").Properties.Description);
        Assert.Equal("thing", Build.Item(null, Build.Project() with { Description = " " }).Properties.Description);
    }

    [Fact]
    public void Anything_unknown_is_a_property()
    {
        var item = Build.Front("gsd: 10\nplatform: sentinel-1\ndeep: {a: [1]}\n'x:y': z", Build.Project());

        Assert.Equal("10", item.Text("gsd"));
        Assert.Equal("sentinel-1", item.Text("platform"));
        Assert.Equal("""{"a":[1]}""", item.Text("deep"));
        Assert.Equal("z", item.Text("x:y"));
        Assert.Empty(item.StacExtensions!);
    }

    [Theory]
    [InlineData("gsd: fine")]
    [InlineData("gsd: 0")]
    [InlineData("platform: [a]")]
    [InlineData("instruments: a")]
    [InlineData("keywords: [1]")]
    [InlineData("description: ''")]
    [InlineData("nodata: none")]
    [InlineData("data_type: float")]
    [InlineData("created: yesterday")]
    [InlineData("statistics: {}")]
    [InlineData("bands: [{name: 1}]")]
    [InlineData("'file:size': 5")]
    public void Common_metadata_of_the_wrong_type_is_left_out_and_told(string yaml)
    {
        var built = Build.Items($"---\n{yaml}\n---\n");

        Assert.DoesNotContain(built.Items[0].Properties.Extra!.Keys, name => !name.StartsWith("sharinghub:", StringComparison.Ordinal));
        Assert.Single(built.Warnings);
    }

    [Fact]
    public void An_extensions_fields_get_its_prefix_and_declare_it()
    {
        var item = Build.Front(
            "extensions: {my: 'https://x/my.json', unused: 'https://x/unused.json'}\nmy: {a: 1, b: {c: 2}}\neo: {cloud_cover: 5}\n"
            + "'label:type': vector\n'label:description': d\n'label:properties': ~",
            Build.Project());

        Assert.Equal("1", item.Text("my:a"));
        Assert.Equal("""{"c":2}""", item.Text("my:b"));
        Assert.Equal("5", item.Text("eo:cloud_cover"));
        Assert.Equal(
            ["https://stac-extensions.github.io/eo/v1.1.0/schema.json", "https://stac-extensions.github.io/label/v1.0.1/schema.json", "https://x/my.json"],
            item.StacExtensions);
    }

    [Fact]
    public void A_mapping_without_an_extension_stays_a_mapping() =>
        Assert.Equal("""{"a":1}""", Build.Front("my: {a: 1}").Text("my"));

    [Fact]
    public void Sharinghub_properties_are_the_readmes_and_the_projects()
    {
        var item = Build.Front("sharinghub: {jupyter: disable, path: /elsewhere}", Build.Project("v1.dvc") with { Stars = 3, DefaultBranch = "main" });

        Assert.Equal("disable", item.Text("sharinghub:jupyter"));
        Assert.Equal("group/sub/thing", item.Text("sharinghub:path"));
        Assert.Equal("thing", item.Text("sharinghub:name"));
        Assert.Equal("3", item.Text("sharinghub:stars"));
        Assert.Equal("main", item.Text("sharinghub:default-branch"));
        Assert.Equal("enable", item.Text("sharinghub:dvc-init"));
        Assert.Equal("disable", Build.Item(null).Text("sharinghub:dvc-init"));
        Assert.Equal("enable", Build.Item(null, Build.Project() with { HasDvc = true }).Text("sharinghub:dvc-init"));
        Assert.Equal("enable", item.Text("sharinghub:mlflow"));
    }

    [Fact]
    public void Topics_that_are_no_category_are_keywords()
    {
        var project = Build.Project() with { Topics = ["SharingHub:AIModel", "floods", "radar"] };

        Assert.Equal(["floods", "radar"], Build.Item(null, project).Properties.Keywords);
        Assert.Equal(["mine"], Build.Front("keywords: [mine]", project).Properties.Keywords);
    }

    [Theory]
    [InlineData("license: apache-2.0", "Apache-2.0", "https://spdx.org/licenses/Apache-2.0.html")]
    [InlineData("license: Foo-1.0", "Foo-1.0", "https://spdx.org/licenses/Foo-1.0.html")]
    [InlineData("license: proprietary", "other", null)]
    [InlineData("license: various", "other", null)]
    [InlineData("license: (mit)", "MIT", "https://spdx.org/licenses/MIT.html")]
    [InlineData("license: MIT\nlicense-url: https://x/l", "MIT", "https://x/l")]
    [InlineData("license-url: docs/LICENCE.txt", "other", "/api/download/group/sub/thing/repository/docs/LICENCE.txt")]
    [InlineData("license: MIT\nlicense-url: 'javascript:x'", "MIT", "https://spdx.org/licenses/MIT.html")]
    [InlineData("title: x", null, null)]
    public void The_licence_is_named_and_linked(string yaml, string? license, string? href)
    {
        var item = Build.Front(yaml);

        Assert.Equal(license, item.Properties.License);
        Assert.Equal(href, item.Links.SingleOrDefault(link => link.Rel == "license")?.Href);
    }

    [Theory]
    [InlineData("MIT OR Apache-2.0", "MIT OR Apache-2.0", "MIT,Apache-2.0")]
    [InlineData("mit  and ( isc or GPL-2.0-or-later with Classpath-exception-2.0 )", "MIT AND (ISC OR GPL-2.0-or-later WITH Classpath-exception-2.0)", "MIT,ISC,GPL-2.0-or-later")]
    public void An_expression_of_licences_is_kept_beside_what_the_schema_takes(string given, string expression, string pages)
    {
        var built = Build.Items($"---\nlicense: '{given}'\n---\n");
        var item = built.Items[0];

        Assert.Equal("other", item.Properties.License);
        Assert.Equal(expression, item.Text("mlops:license_expression"));
        Assert.Equal(pages.Split(','), item.Links.Where(link => link.Rel == "license").Select(link => link.Title!["Licence: ".Length..]));
        Assert.Equal("license", Assert.Single(built.Warnings).Field);
    }

    [Theory]
    [InlineData("MIT or")]
    [InlineData("MIT Apache-2.0")]
    [InlineData("(MIT")]
    [InlineData("MIT, see file")]
    public void What_is_no_licence_of_SPDX_is_told(string given)
    {
        var built = Build.Items($"---\nlicense: '{given}'\n---\n");

        Assert.Equal("other", built.Items[0].Properties.License);
        Assert.Equal("license", Assert.Single(built.Warnings).Field);
    }

    [Theory]
    [InlineData(null, "other")]
    [InlineData("Apache-2.0", "Apache-2.0")]
    public void A_licence_file_is_linked(string? detected, string license)
    {
        var item = Build.Item(null, Build.Project("LICENSE") with { License = detected });

        Assert.Equal(license, item.Properties.License);
        Assert.Equal("/api/download/group/sub/thing/repository/LICENSE", item.Links.Single(link => link.Rel == "license").Href);
    }

    [Fact]
    public void Host_and_producer_are_filled_in()
    {
        Assert.Equal(["group:producer", "Mlops catalog:host"], Providers(Build.Item(null)));
        Assert.Equal(["group:producer", "forge.org:host"], Providers(Build.Item(null, Build.Project() with { WebUrl = "https://forge.org/group/sub/thing" })));
        Assert.Equal(["A:producer", "Mlops catalog:host"], Providers(Build.Front("providers: [{name: A, roles: [producer]}]")));
        Assert.Equal(["A:producer,host"], Providers(Build.Front("providers: [{name: A, roles: [producer, host], url: 'https://a'}]")));
    }

    [Theory]
    [InlineData("providers: [A]", "providers[0]")]
    [InlineData("providers: [{roles: [host]}]", "providers[0]")]
    [InlineData("providers: [{name: A, roles: [king]}]", "providers[0].roles")]
    [InlineData("providers: [{name: A, roles: host}]", "providers[0].roles")]
    [InlineData("providers: [{name: A, url: 'javascript:x'}]", "providers[0].url")]
    public void A_provider_that_STAC_refuses_is_mended_and_told(string yaml, string field) =>
        Assert.Equal(field, Assert.Single(Build.Items($"---\n{yaml}\n---\n").Warnings).Field);

    [Fact]
    public void A_project_has_an_item_in_each_of_its_categories()
    {
        var items = Build.Items(null, Build.Project("a.csv", "m.onnx") with { Topics = ["sharinghub:dataset", "sharinghub:aimodel", "other"] }).Items;

        Assert.Equal(["ai-model", "dataset"], items.Select(item => item.Collection));
        Assert.All(items, item => Assert.Equal("group/sub/thing", item.Id));
        Assert.Contains("m.onnx", items[0].Assets.Keys);
        Assert.DoesNotContain("m.onnx", items[1].Assets.Keys);
    }

    [Fact]
    public void A_project_without_category_has_no_item() =>
        Assert.Empty(Build.Items(null, Build.Project() with { Topics = ["floods"] }).Items);

    [Fact]
    public void Bands_in_properties_come_with_bands_of_an_asset()
    {
        var data = Build.Front("bands: [{name: vv}]", Build.Project("a.csv") with { Topics = ["sharinghub:dataset"] });
        var none = Build.Front("bands: [{name: vv}]");

        Assert.NotNull(data.Text("bands"));
        Assert.Contains("bands", data.Assets["a.csv"].Extra!.Keys);
        Assert.Null(none.Text("bands"));
    }

    private static IEnumerable<string> Providers(Mlops.Stac.StacItem item) =>
        item.Properties.Providers!.Select(provider => $"{provider.Name}:{string.Join(',', provider.Roles!)}");
}
