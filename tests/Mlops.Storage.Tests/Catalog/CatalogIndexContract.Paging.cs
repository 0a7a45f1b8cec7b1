using Mlops.Catalog.Projects;
using Mlops.Stac.Search;
using static Mlops.Storage.Tests.Catalog.Entries;

namespace Mlops.Storage.Tests.Catalog;

public abstract partial class CatalogIndexContract
{
    private async Task<List<string>> Pages(CatalogSearch search)
    {
        var pages = new List<string>();
        string? token = null;
        do
        {
            var page = await Index.SearchAsync(search with { Token = token }, VisibleProjects.All, Stop);
            pages.Add(string.Join(' ', page.Items.Select(item => item.ToItem().Id)));
            token = page.NextToken;
        }
        while (token is not null);
        return pages;
    }

    private Task FillPages() => Fill(
        Entry("a", title: "x", datetime: "2020-01-01T00:00:00Z"),
        Entry("b", title: "x", datetime: "2022-01-01T00:00:00Z"),
        Entry("c"),
        Entry("d", title: "y"),
        Entry("e", title: "x", datetime: "2022-01-01T00:00:00Z"));

    [Fact]
    public async Task The_default_order_is_newest_first_and_what_has_no_time_last()
    {
        await FillPages();
        Assert.Equal(["b e", "a c", "d"], await Pages(new() { Limit = 2 }));
    }

    [Theory]
    [InlineData("title", false, "a b|e d|c")]
    [InlineData("title", true, "d a|b e|c")]
    [InlineData("datetime", false, "a b|e c|d")]
    [InlineData("id", true, "e d|c b|a")]
    [InlineData("created", true, "a b|c d|e")]
    public async Task Paging_stays_right_on_equal_and_null_sort_keys(string field, bool descending, string expected)
    {
        await FillPages();
        Assert.Equal(expected.Split('|'), await Pages(new() { Limit = 2, SortBy = [new(field, descending)] }));
        Assert.Equal(expected.Replace('|', ' ').Split(' '), await Pages(new() { Limit = 1, SortBy = [new(field, descending)] }));
    }

    [Fact]
    public async Task Several_sort_fields_apply_in_turn()
    {
        await FillPages();
        Assert.Equal(["d", "b", "e", "a", "c"], await Pages(new() { Limit = 1, SortBy = [new("title", true), new("datetime", true)] }));
    }

    [Fact]
    public async Task The_previous_token_leads_back_to_the_first_page()
    {
        await FillPages();
        var search = new CatalogSearch { Limit = 2 };
        var first = await Index.SearchAsync(search, VisibleProjects.All, Stop);
        var second = await Index.SearchAsync(search with { Token = first.NextToken }, VisibleProjects.All, Stop);
        var third = await Index.SearchAsync(search with { Token = second.NextToken }, VisibleProjects.All, Stop);
        Assert.Null(first.PreviousToken);
        Assert.Null(third.NextToken);
        Assert.Equal("a c", await Found(search with { Token = third.PreviousToken }));
        var again = await Index.SearchAsync(search with { Token = second.PreviousToken }, VisibleProjects.All, Stop);
        Assert.Equal(first.Items.Select(item => item.ToItem().Id), again.Items.Select(item => item.ToItem().Id));
        Assert.Null(again.PreviousToken);
        Assert.Equal("a c", await Found(search with { Token = again.NextToken }));
    }

    [Fact]
    public async Task Rows_that_come_and_go_between_pages_repeat_and_skip_nothing_else()
    {
        await FillPages();
        var search = new CatalogSearch { Limit = 2, SortBy = [new("id", false)] };
        var first = await Index.SearchAsync(search, VisibleProjects.All, Stop);
        await Index.ReplaceAsync("b", [], Stop);
        await Fill(Entry("a1"), Entry("bb"));
        Assert.Equal("bb c", await Found(search with { Token = first.NextToken }));
    }

    [Fact]
    public async Task Every_page_counts_all_matches()
    {
        await FillPages();
        var search = new CatalogSearch { Limit = 2 };
        var first = await Index.SearchAsync(search, VisibleProjects.All, Stop);
        var second = await Index.SearchAsync(search with { Token = first.NextToken }, VisibleProjects.All, Stop);
        Assert.Equal((5, 5), (first.NumberMatched, second.NumberMatched));
    }

    [Fact]
    public async Task A_token_of_another_search_or_of_nobody_is_refused()
    {
        await FillPages();
        var token = (await Index.SearchAsync(new() { Limit = 1 }, VisibleProjects.All, Stop)).NextToken!;
        CatalogSearch[] others =
        [
            new() { Token = token, Ids = ["a"] }, new() { Token = token, Collections = ["a"] }, new() { Token = token, SortBy = [new("title", false)] },
            new() { Token = token, Bbox = BoundingBox.World }, new() { Token = token, Datetime = new(At("2020-01-01T00:00:00Z"), null) },
            new() { Token = "nonsense" }, new() { Token = "!" }, new() { Token = "" }, new() { Token = token[..^4] }, new() { Token = token + "AAAA" },
        ];
        foreach (var search in others)
        {
            var error = await Assert.ThrowsAsync<InvalidSearchException>(() => Index.SearchAsync(search, VisibleProjects.All, Stop));
            Assert.Equal("token", error.Errors[0].Field);
        }
    }

    [Fact]
    public async Task Tokens_of_long_keys_fit_into_a_url()
    {
        var group = new string('é', 500);
        await Fill(Entry($"{group}/a", title: new string('é', 5000)), Entry($"{group}/b", title: new string('é', 5000)));
        var search = new CatalogSearch { Limit = 1, SortBy = [new("title", false)] };
        var page = await Index.SearchAsync(search, VisibleProjects.All, Stop);
        Assert.InRange(page.NextToken!.Length, 1, 4096);
        Assert.Equal($"{group}/b", await Found(search with { Token = page.NextToken }));
    }

    [Theory]
    [InlineData("2020-06-01T00:00:00Z/2020-07-01T00:00:00Z", "open span")]
    [InlineData("2020-12-31T23:59:59.9999999Z/2021-01-01T00:00:00Z", "instant open span")]
    [InlineData("2021-01-01T00:00:00Z", "instant open span")]
    [InlineData("2021-01-01T00:00:00.0000001Z", "open")]
    [InlineData("../2019-12-31T23:59:59Z", "open")]
    [InlineData("2022-01-01T00:00:00Z/..", "open")]
    public async Task Datetime_finds_instants_and_intervals_that_meet_it(string datetime, string expected)
    {
        await Fill(
            Entry("span", start: "2020-01-01T00:00:00Z", end: "2021-01-01T00:00:00Z"),
            Entry("instant", datetime: "2021-01-01T00:00:00Z"),
            Entry("open"));
        Assert.True(TimeInterval.TryParse(datetime, out var interval, out _));
        Assert.Equal(expected, await Found(new() { Datetime = interval, SortBy = [new("id", false)] }));
    }
}
