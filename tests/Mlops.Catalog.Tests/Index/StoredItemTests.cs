using System.Buffers;
using System.Text;
using System.Text.Json;
using Mlops.Catalog.Index;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Index;

public sealed class StoredItemTests
{
    private static readonly StacItem Item = new()
    {
        Id = "g/\\uE000/\"é\u0001😀",
        Collection = "ai-model",
        Properties = new()
        {
            Title = @"C:\uE000 and \\uE000",
            Description = $"See {PublicRoot.Marker}/api/download/x and {PublicRoot.Marker}/y \\",
            Providers = [new() { Name = "Us", Url = "/team" }, new() { Name = "Them", Url = "https://them" }],
            Extra = new() { ["gsd"] = JsonSerializer.SerializeToElement(10) },
        },
        Links = [new() { Rel = "self", Href = "/api/stac/x" }, new() { Rel = "via", Href = "//other/y" }, new() { Rel = "about", Href = "https://a/b" }],
        Assets = new Dictionary<string, StacAsset> { ["a"] = new() { Href = "/api/download/a" } },
    };

    private static string Render(StoredItem item, string root)
    {
        var json = new ArrayBufferWriter<byte>();
        item.WriteTo(json, Encoding.UTF8.GetBytes(root));
        Assert.Equal(json.WrittenCount, item.Length(Encoding.UTF8.GetBytes(root)));
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    [Theory]
    [InlineData("https://host/prefix")]
    [InlineData("http://[::1]:5000")]
    public void What_a_caller_sees_is_the_item_under_the_public_root(string root)
    {
        var seen = JsonSerializer.Deserialize(Render(StoredItem.Of(Item), root), StacJsonContext.Default.StacItem)!;
        var expected = PublicRoot.Resolve(Item, new Uri(root));
        Assert.Equal(JsonSerializer.Serialize(expected, StacJsonContext.Default.StacItem), JsonSerializer.Serialize(seen, StacJsonContext.Default.StacItem));
    }

    [Fact]
    public void A_stored_item_is_read_as_it_was()
    {
        var read = StoredItem.Read(StoredItem.Of(Item).Bytes).ToItem();
        Assert.Equal(JsonSerializer.Serialize(Item, StacJsonContext.Default.StacItem), JsonSerializer.Serialize(read, StacJsonContext.Default.StacItem));
    }

    [Fact]
    public void An_item_that_was_stored_as_plain_JSON_is_answered_the_same()
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(Item, StacJsonContext.Default.StacItem);
        Assert.Equal(Render(StoredItem.Of(Item), "https://host"), Render(StoredItem.Read(plain), "https://host"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("\u0002{}")]
    public void Bytes_that_are_no_item_are_refused(string bytes) =>
        Assert.Throws<FormatException>(() => StoredItem.Read(Encoding.UTF8.GetBytes(bytes)));
}
