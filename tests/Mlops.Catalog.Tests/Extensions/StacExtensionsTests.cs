using Mlops.Catalog.Extensions;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Tests.Fakes;

namespace Mlops.Catalog.Tests.Extensions;

public class StacExtensionsTests
{
    private const string Official = "https://stac-extensions.github.io/";

    private static readonly Project s_dataset = Build.Project("README.md", "a.tif") with { Topics = ["sharinghub:dataset"] };

    [Theory]
    [InlineData("eo: {cloud_cover: 101}", "eo:cloud_cover")]
    [InlineData("eo: {cloud_cover: none}", "eo:cloud_cover")]
    [InlineData("eo: {clouds: 5}", "eo:clouds")]
    [InlineData("eo: {bands: [{common_name: violet}]}", "eo:bands")]
    [InlineData("eo: {bands: []}", "eo:bands")]
    [InlineData("'label:type': drawing", "label:type")]
    [InlineData("'label:classes': [{name: x}]", "label:classes")]
    [InlineData("'label:tasks': segmentation", "label:tasks")]
    [InlineData("'proj:code': 32631", null)]
    [InlineData("'proj:epsg': 32631", "proj:epsg")]
    [InlineData("'proj:bbox': [1, 2, 3]", "proj:bbox")]
    [InlineData("'proj:shape': [1.5, 2]", "proj:shape")]
    [InlineData("'proj:geometry': {type: Point}", "proj:geometry")]
    [InlineData("'view:off_nadir': 91", "view:off_nadir")]
    [InlineData("'sat:absolute_orbit': 0", "sat:absolute_orbit")]
    [InlineData("'sar:polarizations': [VV, VV]", "sar:polarizations")]
    [InlineData("'raster:scale': big", "raster:scale")]
    [InlineData("'classification:classes': [{value: 1}]", "classification:classes")]
    [InlineData("'table:columns': [{type: int}]", "table:columns")]
    [InlineData("'cube:dimensions': {x: {type: spatial, axis: x}}", "cube:dimensions")]
    [InlineData("'processing:level': [L1]", "processing:level")]
    [InlineData("'processing:datetime': yesterday", "processing:datetime")]
    [InlineData("'grid:code': here", "grid:code")]
    public void A_field_that_its_extension_refuses_is_left_out_and_told(string yaml, string? field)
    {
        var built = Build.Items($"---\n{yaml}\n---\n", s_dataset);

        Assert.Equal(field, built.Warnings.FirstOrDefault(warning => warning.Field == field)?.Field);
        if (field is not null)
        {
            Assert.Null(built.Items[0].Text(field));
        }
    }

    [Theory]
    [InlineData("eo: {cloud_cover: 10.5}", "eo/v1.1.0")]
    [InlineData("'view:off_nadir': 3", "view/v1.1.0")]
    [InlineData("'proj:code': EPSG:32631", "projection/v2.0.0")]
    [InlineData("'table:row_count': 3", "table/v1.2.0")]
    [InlineData("'processing:level': L2A", "processing/v1.2.0")]
    [InlineData("'cube:dimensions': {t: {type: temporal, extent: [~, ~]}}", "datacube/v2.3.0")]
    [InlineData("extensions: {proj: 'https://stac-extensions.github.io/projection/v1.0.0/schema.json'}\nproj: {epsg: 32631}", "projection/v1.1.0")]
    [InlineData("extensions: {eo: 'https://stac-extensions.github.io/eo/v2.0.0/schema.json'}\neo: {snow_cover: 5}", "eo/v2.0.0")]
    [InlineData("extensions: {v: 'https://stac-extensions.github.io/version/v1.2.0/schema.json'}\nversion: '1'", "version/v1.2.0")]
    public void Fields_that_fit_declare_their_extension(string yaml, string extension)
    {
        var item = Build.Front(yaml, s_dataset);

        Assert.Equal($"{Official}{extension}/schema.json", Assert.Single(item.StacExtensions!, url => !url.Contains("/file/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("'label:type': vector", "label")]
    [InlineData("'cube:variables': {v: {dimensions: []}}", "datacube")]
    public void An_extension_whose_required_fields_are_missing_is_not_declared(string yaml, string extension)
    {
        var built = Build.Items($"---\n{yaml}\n---\n", s_dataset);

        Assert.DoesNotContain(built.Items[0].StacExtensions!, url => url.Contains(extension, StringComparison.Ordinal));
        Assert.Equal("extensions", Assert.Single(built.Warnings).Field);
    }

    [Theory]
    [InlineData("extensions: {my: 'https://x/my.json'}\nmy: {a: 1}")]
    [InlineData("extensions: {eo: 'https://stac-extensions.github.io/eo/v1.0.0/schema.json'}\neo: {cloud_cover: 1}")]
    public void A_schema_that_is_unknown_or_read_as_another_version_is_told(string yaml) =>
        Assert.Equal("extensions", Assert.Single(Build.Items($"---\n{yaml}\n---\n").Warnings).Field);

    [Fact]
    public void A_schema_that_the_catalog_writes_itself_is_not_declared_by_any_prefix() =>
        Assert.DoesNotContain(
            StacExtensions.Mlm, Build.Front("extensions: {x: 'https://stac-extensions.github.io/mlm/v1.5.2/schema.json'}\nx: {a: 1}").StacExtensions!);

    [Fact]
    public void Bands_of_eo_stand_with_the_assets_they_are_of()
    {
        var item = Build.Front("eo: {bands: [{name: B4, common_name: red}]}", s_dataset);
        var none = Build.Items("---\neo: {bands: [{name: B4, common_name: red}]}\n---\n");

        Assert.Contains("B4", Build.Front("assets: ['*.tif']\neo: {bands: [{name: B4}]}", s_dataset).Assets["a.tif"].Extra!["eo:bands"].GetRawText());
        Assert.Null(item.Text("eo:bands"));
        Assert.Null(none.Items[0].Text("eo:bands"));
        Assert.Equal("eo:bands", Assert.Single(none.Warnings).Field);
    }

    [Fact]
    public void What_can_be_mended_is()
    {
        var item = Build.Front("'processing:datetime': 2020-01-01\n'processing:version': 1.10\ncreated: 2020\n'table:primary_geometry': 5", s_dataset);

        Assert.Equal("2020-01-01T00:00:00Z", item.Text("processing:datetime"));
        Assert.Equal("1.10", item.Text("processing:version"));
        Assert.Equal("2020-01-01T00:00:00Z", Mlops.Stac.Search.Rfc3339.Format(item.Properties.Created!.Value));
        Assert.Equal("5", item.Text("table:primary_geometry"));
    }

    [Theory]
    [InlineData("{rel: about, href: 'https://x/y', 'eo:cloud_cover': 5}", "eo:cloud_cover", false)]
    [InlineData("{rel: source, href: 'https://x/y', 'label:assets': [a]}", "label:assets", true)]
    [InlineData("{rel: source, href: 'https://x/y', 'label:assets': a}", "label:assets", false)]
    [InlineData("{rel: source, href: 'https://x/y', version: 5}", "version", false)]
    public void Links_have_only_members_that_no_extension_refuses(string link, string member, bool kept) =>
        Assert.Equal(kept, Build.Front($"links: [{link}]").Links.Any(found => found.Extra?.ContainsKey(member) == true));

    [Fact]
    public void A_schema_is_found_by_its_version_or_the_nearest()
    {
        Assert.Equal("v1.1.0", StacExtensions.ByUrl(Official + "eo/v1.0.0/schema.json")?.Version);
        Assert.Equal("v2.0.0", StacExtensions.ByUrl(Official + "eo/v2.0.0-beta.1/schema.json#")?.Version);
        Assert.Equal("v1.1.0", StacExtensions.ByUrl(Official + "classification/v2.0.0/schema.json")?.Version);
        Assert.Null(StacExtensions.ByUrl(Official + "unheard-of/v1.0.0/schema.json"));
        Assert.Null(StacExtensions.ByUrl("https://example.org/eo/v1.1.0/schema.json"));
    }
}
