using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Tests.Search;

public sealed class RunFilterTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_filter_means_no_conditions(string? filter) => Assert.Same(SearchFilter.Empty, RunSearch.ParseFilter(filter));

    [Theory]
    [InlineData("metrics.acc > 0.3", EntityKind.Metric, "acc", ComparisonOperator.Greater, 0.3)]
    [InlineData("metric.acc>=-1.5e-3", EntityKind.Metric, "acc", ComparisonOperator.GreaterOrEqual, -1.5e-3)]
    [InlineData("metrics.`loss rate` < .5", EntityKind.Metric, "loss rate", ComparisonOperator.Less, 0.5)]
    [InlineData("metrics.\"loss rate\" <= 5.", EntityKind.Metric, "loss rate", ComparisonOperator.LessOrEqual, 5.0)]
    [InlineData("`metrics`.`a/b` = 1", EntityKind.Metric, "a/b", ComparisonOperator.Equal, 1.0)]
    [InlineData("metrics.1 != 1e5", EntityKind.Metric, "1", ComparisonOperator.NotEqual, 1e5)]
    [InlineData("metrics.a > 1e999", EntityKind.Metric, "a", ComparisonOperator.Greater, double.PositiveInfinity)]
    internal void A_metric_is_compared_with_a_double(string filter, EntityKind entity, string key, ComparisonOperator comparison, double value) =>
        Assert.Equal(new Comparison(entity, key, comparison, FilterValue.FromNumber(value)), Single(filter));

    [Theory]
    [InlineData("params.a = 'x'", EntityKind.Parameter, "a", ComparisonOperator.Equal, "x")]
    [InlineData("parameters.a != \"it's\"", EntityKind.Parameter, "a", ComparisonOperator.NotEqual, "it's")]
    [InlineData("param.a='x'", EntityKind.Parameter, "a", ComparisonOperator.Equal, "x")]
    [InlineData("tags.mlflow.user like 'u%'", EntityKind.Tag, "mlflow.user", ComparisonOperator.Like, "u%")]
    [InlineData("tag.`mlflow.user` ILike 'u%'", EntityKind.Tag, "mlflow.user", ComparisonOperator.ILike, "u%")]
    [InlineData("tags.order = ''", EntityKind.Tag, "order", ComparisonOperator.Equal, "")]
    [InlineData("tags.schlüssel名 = 'x'", EntityKind.Tag, "schlüssel名", ComparisonOperator.Equal, "x")]
    [InlineData("status = 'FINISHED'", EntityKind.Attribute, "status", ComparisonOperator.Equal, "FINISHED")]
    [InlineData("attr.`Run name` = 'r'", EntityKind.Attribute, "run_name", ComparisonOperator.Equal, "r")]
    [InlineData("`run name` = 'r'", EntityKind.Attribute, "run_name", ComparisonOperator.Equal, "r")]
    [InlineData("run.user_id = 'u'", EntityKind.Attribute, "user_id", ComparisonOperator.Equal, "u")]
    [InlineData("datasets.digest ILIKE 'a%'", EntityKind.Dataset, "digest", ComparisonOperator.ILike, "a%")]
    internal void Texts_are_compared_under_canonical_keys(string filter, EntityKind entity, string key, ComparisonOperator comparison, string value) =>
        Assert.Equal(new Comparison(entity, key, comparison, FilterValue.FromText(value)), Single(filter));

    [Theory]
    [InlineData("params.a = 'it''s'", "it''s")]
    [InlineData(@"params.a = 'it\'s'", @"it\'s")]
    [InlineData(@"params.a = 'C:\'", @"C:\")]
    [InlineData("params.a = 'a\" and params.y = \"b'", "a\" and params.y = \"b")]
    [InlineData("params.a = 'line\nline'", "line\nline")]
    public void Nothing_is_escaped_within_a_text(string filter, string value) => Assert.Equal(value, Single(filter).Value.Text);

    [Fact]
    public void Times_keep_their_integer_form()
    {
        Assert.Equal(FilterValue.FromInteger(1700000000003), Single("attributes.start_time > 1700000000003").Value);
        Assert.Equal(new Comparison(EntityKind.Attribute, "start_time", ComparisonOperator.Less, FilterValue.FromNumber(5.5)), Single("Created < 5.5"));
        Assert.Equal(FilterValueKind.Number, Single("end_time < 99999999999999999999").Value.Kind);
    }

    [Theory]
    [InlineData("run_id IN ('a', \"b\",)", ComparisonOperator.In)]
    [InlineData("attributes.run_id not   in('a','b')", ComparisonOperator.NotIn)]
    internal void Run_ids_are_looked_up_in_lists(string filter, ComparisonOperator comparison) =>
        Assert.Equal(new Comparison(EntityKind.Attribute, "run_id", comparison, FilterValue.FromList(["a", "b"])), Single(filter));

    [Fact]
    public void Dataset_names_in_capitals_stay_in_their_list() =>
        Assert.Equal(["Flood", @"a)'b\n"], Single(@"dataset.name IN ('Flood', 'a)\'b\n')").Value.List);

    [Theory]
    [InlineData("params.a is null", EntityKind.Parameter, ComparisonOperator.IsNull)]
    [InlineData("tags.a IS NOT NULL", EntityKind.Tag, ComparisonOperator.IsNotNull)]
    internal void Absent_keys_can_be_asked_for(string filter, EntityKind entity, ComparisonOperator comparison) =>
        Assert.Equal(new Comparison(entity, "a", comparison, FilterValue.None), Single(filter));

    [Theory]
    [InlineData("params.a='x'and metrics.b>1")]
    [InlineData("  params.a = 'x'\n\tAND metrics.b > 1 ")]
    [InlineData("AND params.a = 'x' And AND metrics.b > 1 AND")]
    [InlineData("params.a = 'x' metrics.b > 1")]
    public void Conditions_are_joined_by_and(string filter) =>
        Assert.Equal("params.`a` = 'x' AND metrics.`b` > 1.0", RunSearch.ParseFilter(filter).ToString());

    [Theory]
    [InlineData("metrics.loss-rate > 1", "Invalid comparison clause. Expected 'Identifier' found 'metrics.loss-rate'")]
    [InlineData("metrics.a/b > 1", "Invalid comparison clause. Expected 'Identifier' found 'metrics.a/b'")]
    [InlineData("1 = 1", "Invalid comparison clause. Expected 'Identifier' found '1'")]
    [InlineData("'a' = params.a", "Invalid comparison clause. Expected 'Identifier' found ''a''")]
    [InlineData("params.a = `x`", "Parameter value is either not quoted or unidentified quote types used for string value `x`. Use either single or double quotes.")]
    [InlineData("params.a = NULL", "Expected a quoted string value for parameter (e.g. 'my-value'). Got value NULL")]
    [InlineData("params.a = ('x')", "Expected a quoted string value for parameter (e.g. 'my-value'). Got value ('x')")]
    [InlineData("params.a not like 'x'", "Invalid comparator 'NOT LIKE' not one of '{'!=', '=', 'ILIKE', 'IS NOT NULL', 'IS NULL', 'LIKE'}'")]
    [InlineData("params.a rlike 'x'", "Invalid comparator 'RLIKE' not one of '{'!=', '=', 'ILIKE', 'IS NOT NULL', 'IS NULL', 'LIKE'}'")]
    [InlineData("metrics.a == 1", "Invalid comparator '==' not one of '{'!=', '<', '<=', '=', '>', '>='}")]
    [InlineData("metrics.a LIKE 1", "Invalid comparator 'LIKE' not one of '{'!=', '<', '<=', '=', '>', '>='}")]
    [InlineData("tags.a > 'x'", "Invalid comparator '>' not one of '{'!=', '=', 'ILIKE', 'IS NOT NULL', 'IS NULL', 'LIKE'}")]
    [InlineData("start_time LIKE 5", "Invalid comparator 'LIKE' not one of '{'!=', '=', 'ILIKE', 'IN', 'LIKE', 'NOT IN'}")]
    [InlineData("start_time > '5'", "Expected numeric value type for numeric attribute: start_time. Found '5'")]
    [InlineData("dataset.name > 'a'", "Invalid comparator '>' not one of '{'!=', '=', 'ILIKE', 'IN', 'LIKE', 'NOT IN'}")]
    [InlineData("dataset.foo = 'a'", "Invalid dataset key 'foo' specified. Valid keys are '{'context', 'digest', 'name'}'")]
    [InlineData("dataset.name = 5", "Expected a quoted string value for dataset attributes. Got value 5")]
    [InlineData("metrics.a > nan", "Expected numeric value type for metric. Found nan")]
    [InlineData("metrics.a IS NULL", "IS NULL / IS NOT NULL is only supported for tags and params, not for 'metric' 'a'")]
    [InlineData("status IS NULL", "IS NULL / IS NOT NULL is only supported for tags and params, not for 'attribute' 'status'")]
    [InlineData("status in ('a')", "Only the 'run_id' attribute supports comparison with a list of quoted string values.")]
    [InlineData("run_id in (1,'a')", "While parsing a list in the query, expected string value, punctuation, or whitespace, but got different type in list: (1,'a')")]
    [InlineData("run_id in (a)", "While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list.")]
    [InlineData("run_id in ('a' 'b')", "While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list.")]
    [InlineData("run_id = ('a')", "Invalid comparator '=' for a list of values. Use 'IN' or 'NOT IN'.")]
    [InlineData("run_id in 'a'", "Invalid clause(s) in filter string: 'run_id', 'in', ''a''")]
    [InlineData("run_id in ('a'", "Invalid clause(s) in filter string: 'run_id', 'in', '(', ''a''")]
    [InlineData("(params.a = 'x')", "Invalid clause(s) in filter string: '(params.a = 'x')'")]
    [InlineData("foo.a = 'x' or params.a = 'y'", "Invalid clause(s) in filter string: 'or'")]
    [InlineData("not params.a = 'x'", "Invalid clause(s) in filter string: 'not'")]
    [InlineData("params.`a = 'x'", "Invalid clause(s) in filter string: 'params.', '`'")]
    [InlineData("params.a = 'x';", "Invalid clause(s) in filter string: ';'")]
    [InlineData("params.a = 'x'; params.b = 'y'", "Search filter contained multiple expression \"params.a = 'x'; params.b = 'y'\". Provide AND-ed expression list.")]
    [InlineData("\"params\".a = 'x'", "Invalid entity type '\"params\"'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']")]
    [InlineData("`params.a` = 'x'", "Invalid entity type '`params'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']")]
    [InlineData("Params.a = 'x'", "Invalid entity type 'Params'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']")]
    [InlineData("   ", "Invalid filter '   '. Could not be parsed.")]
    public void A_wrong_filter_is_refused_with_its_reason(string filter, string message)
    {
        var refusal = Assert.Throws<MlflowException>(() => RunSearch.ParseFilter(filter));

        Assert.Equal(message, RecordedSearchTests.Sorted(refusal.Message));
        Assert.Equal(400, refusal.HttpStatus);
    }

    private static Comparison Single(string filter) => Assert.Single(RunSearch.ParseFilter(filter).Comparisons);
}
