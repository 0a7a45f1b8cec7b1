using System.Text.Json;
using System.Text.RegularExpressions;
using Mlops.Catalog.Geometries;
using Mlops.Stac;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Tests.Fakes;

/// <summary>What STAC 1.1 and the extensions in use ask of an item, in our own words.</summary>
internal static partial class StacRules
{
    private static readonly string[] s_required = ["mlm:name", "mlm:architecture", "mlm:tasks", "mlm:input", "mlm:output"];

    public static void Check(StacItem stored)
    {
        var json = JsonSerializer.SerializeToElement(PublicRoot.Resolve(stored, new Uri("https://host/prefix")), StacJsonContext.Default.StacItem);
        Assert.Equal("Feature", json.GetProperty("type").GetString());
        Assert.Equal("1.1.0", json.GetProperty("stac_version").GetString());
        Assert.NotEmpty(json.GetProperty("id").GetString()!);
        Space(json);
        Time(json.GetProperty("properties"));
        Texts(json.GetProperty("properties"));
        Links(json);
        foreach (var asset in json.GetProperty("assets").EnumerateObject())
        {
            Assert.True(Uri.IsWellFormedUriString(asset.Value.GetProperty("href").GetString(), UriKind.Absolute), asset.Name);
        }

        Extensions(json);
    }

    private static void Space(JsonElement json)
    {
        if (json.GetProperty("geometry").ValueKind == JsonValueKind.Null)
        {
            Assert.False(json.TryGetProperty("bbox", out _));
            return;
        }

        GeoJson.Read(json.GetProperty("geometry"));
        Assert.True(BoundingBox.TryCreate([.. json.GetProperty("bbox").EnumerateArray().Select(number => number.GetDouble())], out _, out _));
    }

    private static void Time(JsonElement properties)
    {
        var names = new[] { "datetime", "start_datetime", "end_datetime", "created", "updated" };
        foreach (var name in names.Where(name => properties.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null))
        {
            Assert.True(Rfc3339.TryParse(properties.GetProperty(name).GetString(), out _));
            Assert.EndsWith("Z", properties.GetProperty(name).GetString());
        }

        var hasInterval = properties.TryGetProperty("start_datetime", out _);
        Assert.Equal(hasInterval, properties.TryGetProperty("end_datetime", out _));
        Assert.Equal(JsonValueKind.String, properties.GetProperty("datetime").ValueKind);
    }

    private static void Texts(JsonElement properties)
    {
        Assert.NotEmpty(properties.GetProperty("description").GetString()!);
        if (properties.TryGetProperty("license", out var license))
        {
            Assert.Matches(License(), license.GetString());
        }

        Assert.All(properties.GetProperty("providers").EnumerateArray(), provider => Assert.NotEmpty(provider.GetProperty("name").GetString()!));
    }

    private static void Links(JsonElement json)
    {
        var links = json.GetProperty("links").EnumerateArray().ToList();
        Assert.All(links, link => Assert.True(Uri.TryCreate(link.GetProperty("href").GetString(), UriKind.Absolute, out _)));
        foreach (var rel in new[] { "self", "root", "parent", "collection" })
        {
            Assert.Single(links, link => link.GetProperty("rel").GetString() == rel);
        }

        Assert.NotEmpty(json.GetProperty("collection").GetString()!);
    }

    private static void Extensions(JsonElement json)
    {
        var urls = json.GetProperty("stac_extensions").EnumerateArray().Select(url => url.GetString()!).ToList();
        Assert.Equal(urls.Distinct(), urls);
        var assets = json.GetProperty("assets").EnumerateObject().Select(asset => asset.Value).ToList();
        Assert.Equal(assets.Any(asset => asset.EnumerateObject().Any(member => member.Name.StartsWith("file:", StringComparison.Ordinal))), Declares("/file/v2.1.0/"));
        Assert.Equal(json.GetProperty("properties").EnumerateObject().Any(member => member.Name.StartsWith("sci:", StringComparison.Ordinal)), Declares("/scientific/v1.0.0/"));
        var models = assets.Where(asset => asset.TryGetProperty("roles", out var roles) && roles.EnumerateArray().Any(role => role.GetString() == "mlm:model")).ToList();
        Assert.Equal(models.Count > 0, Declares("/mlm/v1.5.2/"));
        Assert.All(assets, asset => Assert.Equal(models.Contains(asset), asset.TryGetProperty("mlm:artifact_type", out _)));
        if (models.Count > 0)
        {
            Assert.All(s_required, name => Assert.True(json.GetProperty("properties").TryGetProperty(name, out _), name));
        }

        bool Declares(string part) => urls.Any(url => url.Contains(part, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^[\w\-\.\+]+$")]
    private static partial Regex License();
}
