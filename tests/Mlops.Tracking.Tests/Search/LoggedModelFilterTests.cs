using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Tests.Search;

public sealed class LoggedModelFilterTests
{
    private const string Shape = "Expected a list of comparisons separated by 'AND' (e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').";

    [Theory]
    [InlineData("name = 'x'", "name = 'x'")]
    [InlineData("attributes.name = \"x\"", "name = 'x'")]
    [InlineData("`name` = x", "name = 'x'")]
    [InlineData("params.lr = 0.01", "params.`lr` = '0.01'")]
    [InlineData("metrics.`a b` > 5 and tags.t NOT IN ('a','b')", "metrics.`a b` > 5.0 AND tags.`t` NOT IN ('a', 'b')")]
    [InlineData("creation_time > 5", "creation_timestamp_ms > 5")]
    [InlineData("attributes.last_updated_timestamp <= 5.5", "last_updated_timestamp_ms <= 5.5")]
    [InlineData("status = 2", "status = '2'")]
    public void Logged_models_are_filtered_by_plural_prefixes(string filter, string parsed) =>
        Assert.Equal(parsed, LoggedModelSearch.ParseFilter(filter).ToString());

    [Theory]
    [InlineData("metric.a > 5", "Invalid entity type: 'metric'. Expected one of ['attributes', 'metrics', 'params', 'tags'].")]
    [InlineData("name like 'x'", "Invalid comparison operator for attributes.name: 'like'. Expected one of ('=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN').")]
    [InlineData("params.a > '5'", "Invalid comparison operator for params.a: '>'. Expected one of ('=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN').")]
    [InlineData("params.a in ('a')", "Invalid comparison operator for params.a: 'in'. Expected one of ('=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN').")]
    [InlineData("params.a = ('a')", "Invalid comparator '=' for a list of values. Use 'IN' or 'NOT IN'.")]
    [InlineData("params.a is null", "Invalid comparison: params.a IS NULL. Expected a comparison with 3 tokens.")]
    [InlineData("metrics.a > '5'", "Expected numeric value type for metric. Found '5'")]
    [InlineData("creation_time > 'x'", "Expected numeric value type for numeric attribute: creation_timestamp_ms. Found 'x'")]
    [InlineData("name", "Invalid filter string: 'name'. " + Shape)]
    [InlineData("name = 'a' or name = 'b'", "Invalid filter string: \"name = 'a' or name = 'b'\". " + Shape)]
    [InlineData("name = 'a'; name = 'b'", "Invalid filter string: \"name = 'a'; name = 'b'\". Expected a single SQL expression.")]
    [InlineData("  ", "Invalid filter string: '  '. Expected a single SQL expression.")]
    public void A_wrong_filter_is_refused_with_its_reason(string filter, string message) =>
        Assert.Equal(message, Assert.Throws<MlflowException>(() => LoggedModelSearch.ParseFilter(filter)).Message);

    [Fact]
    public void An_unknown_attribute_is_the_callers_mistake() =>
        Assert.StartsWith("Invalid attribute key 'nope' specified.", Assert.Throws<MlflowException>(() => LoggedModelSearch.ParseFilter("nope = 1")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_metric_may_be_ordered_by_its_values_on_one_dataset() => Assert.Equal(
        new LoggedModelOrder(new OrderBy(EntityKind.Metric, "iou", false), "scenes", null),
        LoggedModelSearch.ParseOrderBy([new("metrics.iou", Ascending: false, "scenes", "")])[0]);

    [Fact]
    public void A_page_token_is_MLflows() => Assert.Equal(
        "eyJleHBlcmltZW50X2lkcyI6IFsiMSJdLCAiZmlsdGVyX3N0cmluZyI6IG51bGwsICJvcmRlcl9ieSI6IG51bGwsICJvZmZzZXQiOiAyfQ==",
        new LoggedModelPageToken(["1"], null, []).Encode(2));

    [Fact]
    public void A_page_token_serves_its_own_search_only()
    {
        var search = new LoggedModelPageToken(["1", "2"], "name = 'ü\n\"'", [new("metrics.iou", false, "d", null)]);
        var token = search.Encode(100);

        Assert.Equal(100, search.Decode(token));
        Assert.Equal(0, search.Decode(null));
        Refused("Experiment IDs in the page token do not match", search with { ExperimentIds = ["1"] });
        Refused("Filter string in the page token does not match", search with { Filter = null });
        Refused("Order by in the page token does not match", search with { OrderBy = null });

        void Refused(string message, LoggedModelPageToken other) =>
            Assert.StartsWith(message, Assert.Throws<MlflowException>(() => other.Decode(token)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zzz")]
    [InlineData("eyJvZmZzZXQiOiAwfQ==")]
    [InlineData("W10=")]
    public void What_is_no_page_token_is_refused(string token) =>
        Assert.Equal($"Invalid page token: {token}", Assert.Throws<MlflowException>(() => new LoggedModelPageToken(["1"], null, null).Decode(token)).Message);
}
