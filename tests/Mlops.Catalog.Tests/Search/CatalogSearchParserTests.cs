using Mlops.Catalog.Tests.Fakes;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Tests.Search;

public class CatalogSearchParserTests
{
    [Fact]
    public void An_empty_query_searches_all_with_the_default_limit()
    {
        var search = Query();

        Assert.Equal(10, search.Limit);
        Assert.Empty(search.Ids);
        Assert.Empty(search.SortBy);
        Assert.Null(search.Token);
    }

    [Fact]
    public void A_query_string_and_a_body_mean_the_same()
    {
        var query = Query(
            ("ids", "a/b,c"), ("collections", "x,y"), ("bbox", "1,2,3,4"), ("datetime", "2020-01-01T00:00:00Z/.."),
            ("limit", "5"), ("token", "t"), ("sortby", "+title,-properties.datetime,id"));
        var body = Body("""
            {"ids":["a/b","c"],"collections":["x","y"],"bbox":[1,2,3,4],"datetime":"2020-01-01T00:00:00Z/..","limit":5,"token":"t",
             "sortby":[{"field":"title"},{"field":"properties.datetime","direction":"desc"},{"field":"id","direction":"asc"}]}
            """);

        Assert.Equal(["a/b", "c"], query.Ids);
        Assert.Equal([new("title", false), new("datetime", true), new("id", false)], query.SortBy);
        Assert.Equal(query.Ids, body.Ids);
        Assert.Equal(query.Collections, body.Collections);
        Assert.Equal(query.Bbox, body.Bbox);
        Assert.Equal(query.Datetime, body.Datetime);
        Assert.Equal(query.Limit, body.Limit);
        Assert.Equal(query.Token, body.Token);
        Assert.Equal(query.SortBy, body.SortBy);
    }

    [Fact]
    public void A_plus_sign_that_arrives_as_a_space_sorts_upwards() =>
        Assert.Equal([new("title", false)], Query(("sortby", " title")).SortBy);

    [Theory]
    [InlineData("1", 1)]
    [InlineData("10000", 1000)]
    [InlineData("1000000", 1000)]
    [InlineData("99999999999999999999", 1000)]
    public void A_great_limit_is_cut(string limit, int expected)
    {
        Assert.Equal(expected, Query(("limit", limit)).Limit);
        Assert.Equal(expected, Body($$"""{"limit":{{limit}}}""").Limit);
    }

    [Theory]
    [InlineData("limit", "0")]
    [InlineData("limit", "-1")]
    [InlineData("limit", "1.5")]
    [InlineData("limit", "ten")]
    [InlineData("limit", "1e3")]
    [InlineData("bbox", "1,2,3")]
    [InlineData("bbox", "1,2,3,north")]
    [InlineData("bbox", "1,2,3,4,5,6,7,8")]
    [InlineData("bbox", "1,4,3,2")]
    [InlineData("bbox", "nan,2,3,4")]
    [InlineData("datetime", "")]
    [InlineData("datetime", "2020-01-01")]
    [InlineData("intersects", "{")]
    [InlineData("intersects", "{}")]
    [InlineData("ids", ",")]
    [InlineData("collections", "a,,b")]
    [InlineData("sortby", "colour")]
    [InlineData("sortby", "-")]
    [InlineData("filter", "a = 1")]
    [InlineData("query", "{}")]
    [InlineData("q", "flood")]
    public void A_bad_parameter_is_refused_by_name(string field, string value) =>
        Assert.Equal(field, Assert.Single(Assert.Throws<InvalidSearchException>(() => Query((field, value))).Errors).Field);

    [Theory]
    [InlineData("body", "[]")]
    [InlineData("body", "null")]
    [InlineData("ids", """{"ids":"a"}""")]
    [InlineData("ids", """{"ids":[1]}""")]
    [InlineData("ids", """{"ids":[""]}""")]
    [InlineData("collections", """{"collections":{}}""")]
    [InlineData("bbox", """{"bbox":"1,2,3,4"}""")]
    [InlineData("bbox", """{"bbox":[1,2,3,"4"]}""")]
    [InlineData("bbox", """{"bbox":[1,2,3,4,5,6,7]}""")]
    [InlineData("intersects", """{"intersects":"{}"}""")]
    [InlineData("intersects", """{"intersects":{"type":"Point","coordinates":[999,0]}}""")]
    [InlineData("datetime", """{"datetime":2020}""")]
    [InlineData("limit", """{"limit":"5"}""")]
    [InlineData("limit", """{"limit":-1}""")]
    [InlineData("limit", """{"limit":1e2}""")]
    [InlineData("token", """{"token":""}""")]
    [InlineData("token", """{"token":5}""")]
    [InlineData("sortby", """{"sortby":"colour"}""")]
    [InlineData("sortby", """{"sortby":["colour"]}""")]
    [InlineData("sortby", """{"sortby":[1]}""")]
    [InlineData("limit", """{"limit":2.5}""")]
    [InlineData("sortby", """{"sortby":[{"field":"title","direction":"up"}]}""")]
    [InlineData("sortby", """{"sortby":[{"direction":"asc"}]}""")]
    [InlineData("filter", """{"filter":{}}""")]
    [InlineData("limit", """{"limit":1,"limit":2}""")]
    public void A_bad_member_is_refused_by_name(string field, string json) =>
        Assert.Equal(field, Assert.Single(Assert.Throws<InvalidSearchException>(() => Body(json)).Errors).Field);

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var error = Assert.Throws<InvalidSearchException>(() => Query(("limit", "-1"), ("bbox", "1"), ("datetime", "x")));

        Assert.Equal(["limit", "bbox", "datetime"], error.Errors.Select(fault => fault.Field));
        Assert.Contains("limit must be", error.Message);
    }

    [Fact]
    public void A_box_and_a_geometry_exclude_each_other()
    {
        const string Point = """{"type":"Point","coordinates":[1,2]}""";

        Assert.Throws<InvalidSearchException>(() => Query(("bbox", "1,2,3,4"), ("intersects", Point)));
        Assert.Throws<InvalidSearchException>(() => Body($$"""{"bbox":[1,2,3,4],"intersects":{{Point}}}"""));
        Assert.NotNull(Query(("intersects", Point)).Intersects);
    }

    [Fact]
    public void A_parameter_given_twice_is_refused() => Assert.Throws<InvalidSearchException>(() => Query(("limit", "1"), ("limit", "2")));

    [Fact]
    public void Unknown_parameters_and_empty_values_are_passed_over() =>
        Assert.Equal(10, Query(("colour", "red"), ("limit", ""), ("ids", "")).Limit);

    [Fact]
    public void Deeply_nested_geometry_text_is_refused() =>
        Assert.Throws<InvalidSearchException>(() => Query(("intersects", new string('[', 5000) + new string(']', 5000))));

    private static CatalogSearch Query(params (string Name, string Value)[] parameters) =>
        CatalogSearchParser.FromQuery(parameters.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)));

    private static CatalogSearch Body(string json) => CatalogSearchParser.FromJson(Build.Json(json));

    [Fact]
    public void A_parameter_that_is_null_or_empty_counts_as_absent_even_when_it_is_not_supported()
    {
        Assert.Equal(2, Body("""{"query":null,"filter":null,"q":null,"limit":2}""").Limit);
        Assert.Equal(2, Query(("query", ""), ("filter", ""), ("limit", "2")).Limit);
    }

    [Theory]
    [InlineData("2.0")]
    [InlineData("2.000")]
    [InlineData("2")]
    public void A_limit_that_is_written_with_a_fraction_of_zero_is_an_integer(string limit)
    {
        Assert.Equal(2, Body($$"""{"limit":{{limit}}}""").Limit);
        Assert.Equal(2, Query(("limit", limit)).Limit);
    }

    [Theory]
    [InlineData("\"-id,+title\"")]
    [InlineData("[\"-id\",\"title\"]")]
    [InlineData("[{\"field\":\"id\",\"direction\":\"desc\"},\"+title\"]")]
    public void An_order_in_a_body_may_be_written_as_in_an_address(string sortby) =>
        Assert.Equal([new("id", true), new("title", false)], Body($$"""{"sortby":{{sortby}}}""").SortBy);

    [Theory]
    [InlineData("2020-01-01T00:00:00 00:00")]
    [InlineData("2020-01-01T01:00:00.5 01:00/2021-01-01T00:00:00 00:00")]
    [InlineData("../2021-01-01T00:00:00 00:00")]
    public void A_plus_sign_of_a_zone_that_arrived_as_a_blank_is_read_as_meant(string datetime) =>
        Assert.Equal(Query(("datetime", datetime.Replace(' ', '+'))).Datetime, Query(("datetime", datetime)).Datetime);
}
