using System.Collections.Immutable;
using CsCheck;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Tests.Search;

public sealed class FilterRoundTripTests
{
    private static readonly ComparisonOperator[] Ordering =
    [
        ComparisonOperator.Equal, ComparisonOperator.NotEqual, ComparisonOperator.Less,
        ComparisonOperator.LessOrEqual, ComparisonOperator.Greater, ComparisonOperator.GreaterOrEqual,
    ];

    private static readonly ComparisonOperator[] Matching =
        [ComparisonOperator.Equal, ComparisonOperator.NotEqual, ComparisonOperator.Like, ComparisonOperator.ILike];

    // A text has one kind of quotes at most and a key none: the language has no way to write others.
    private static readonly Gen<string> Key = Plain(Gen.Char.Where(c => c is not ('\'' or '"' or '`'))).Where(key => key.Length > 0);
    private static readonly Gen<string> Text = Plain(Gen.Char.Where(c => c is not ('\'' or '\\')));
    private static readonly Gen<FilterValue> Texts = Text.Select(FilterValue.FromText);
    private static readonly Gen<FilterValue> Lists = Plain(Gen.Char).Array[1, 4].Select(texts => FilterValue.FromList([.. texts]));
    private static readonly Gen<FilterValue> Integers = Gen.Long.Select(FilterValue.FromInteger);
    private static readonly Gen<FilterValue> Numbers = Gen.Double.Where(number => !double.IsNaN(number)).Select(FilterValue.FromNumber);

    [Fact]
    public void A_filter_on_runs_reads_the_same_when_printed() => Check(
        "runs",
        Any(EntityKind.Metric, Key, Ordering, Numbers),
        Any(EntityKind.Parameter, Key, Matching, Texts),
        Any(EntityKind.Tag, Key, Matching, Texts),
        Any(EntityKind.Tag, Key, [ComparisonOperator.IsNull, ComparisonOperator.IsNotNull], Gen.Const(FilterValue.None)),
        Any(EntityKind.Attribute, Gen.OneOf("start_time", "end_time"), Ordering, Gen.OneOf(Integers, Numbers)),
        Any(EntityKind.Attribute, Gen.OneOf("run_name", "status", "artifact_uri"), Matching, Texts),
        Any(EntityKind.Attribute, Gen.Const("run_id"), [ComparisonOperator.In, ComparisonOperator.NotIn], Lists),
        Any(EntityKind.Dataset, Gen.OneOf("name", "digest", "context"), Matching, Texts),
        Any(EntityKind.Dataset, Gen.OneOf("name", "digest", "context"), [ComparisonOperator.In, ComparisonOperator.NotIn], Lists));

    [Fact]
    public void A_filter_on_experiments_reads_the_same_when_printed() => Check(
        "experiments",
        Any(EntityKind.Tag, Key, [.. Matching], Texts),
        Any(EntityKind.Tag, Key, [ComparisonOperator.IsNull, ComparisonOperator.IsNotNull], Gen.Const(FilterValue.None)),
        Any(EntityKind.Attribute, Gen.Const("name"), Matching, Texts),
        Any(EntityKind.Attribute, Gen.OneOf("creation_time", "last_update_time"), Ordering, Gen.OneOf(Integers, Numbers)));

    [Fact]
    public void A_filter_on_registered_models_reads_the_same_when_printed() => Check(
        "registered-models",
        Any(EntityKind.Tag, Key, Matching, Texts),
        Any(EntityKind.Attribute, Gen.Const("name"), Matching, Texts));

    [Fact]
    public void A_filter_on_model_versions_reads_the_same_when_printed() => Check(
        "model-versions",
        Any(EntityKind.Tag, Key, Matching, Texts),
        Any(EntityKind.Attribute, Gen.OneOf("name", "source_path"), Matching, Texts),
        Any(EntityKind.Attribute, Gen.Const("run_id"), [ComparisonOperator.In], Lists),
        Any(EntityKind.Attribute, Gen.Const("version_number"), Ordering, Gen.OneOf(Integers, Numbers)));

    [Fact]
    public void A_filter_on_logged_models_reads_the_same_when_printed() => Check(
        "logged-models",
        Any(EntityKind.Metric, Key, Ordering, Numbers),
        Any(EntityKind.Parameter, Key, Matching, Texts),
        Any(EntityKind.Tag, Key, [ComparisonOperator.In, ComparisonOperator.NotIn], Lists),
        Any(EntityKind.Attribute, Gen.OneOf("name", "status", "model_type"), Matching, Texts),
        Any(EntityKind.Attribute, Gen.OneOf("creation_timestamp_ms", "last_updated_timestamp_ms"), Ordering, Gen.OneOf(Integers, Numbers)));

    [Fact]
    public void A_filter_on_traces_reads_the_same_when_printed() => Check(
        "traces",
        Any(EntityKind.Tag, Key, [.. Matching, ComparisonOperator.RLike], Texts),
        Any(EntityKind.Metadata, Key, [ComparisonOperator.IsNull, ComparisonOperator.IsNotNull], Gen.Const(FilterValue.None)),
        Any(EntityKind.Tag, Gen.Const("mlflow.traceName"), [ComparisonOperator.In, ComparisonOperator.NotIn], Lists),
        Any(EntityKind.Metadata, Gen.Const("mlflow.sourceRun"), [ComparisonOperator.In, ComparisonOperator.NotIn], Lists),
        Any(EntityKind.Attribute, Gen.OneOf("status", "request_id", "client_request_id"), [ComparisonOperator.In, ComparisonOperator.NotIn], Lists),
        Any(EntityKind.Attribute, Gen.OneOf("timestamp_ms", "execution_time_ms", "end_time_ms"), Ordering, Gen.OneOf(Integers, Numbers)),
        Any(EntityKind.Span, Gen.OneOf("name", "type", "status"), [.. Matching, ComparisonOperator.RLike], Texts),
        Any(EntityKind.Span, Gen.Const("content"), [ComparisonOperator.Like, ComparisonOperator.ILike], Texts),
        Any(EntityKind.SpanAttribute, Key, Matching, Texts),
        Any(EntityKind.Feedback, Key, Matching, Texts),
        Any(EntityKind.Expectation, Key, Matching, Texts),
        Any(EntityKind.Issue, Gen.Const("id"), [ComparisonOperator.Equal], Texts));

    [Fact]
    public void An_order_reads_the_same_when_printed() => Gen.Select(Gen.OneOf(EntityKind.Metric, EntityKind.Parameter, EntityKind.Tag), Key, Gen.Bool)
        .Sample((entity, key, ascending) =>
        {
            var order = new OrderBy(entity, key, ascending);
            return RunSearch.ParseOrderBy([order.ToString()])[0] == order;
        });

    private static Gen<Comparison> Any(EntityKind entity, Gen<string> keys, ComparisonOperator[] operators, Gen<FilterValue> values) =>
        Gen.Select(keys, Gen.OneOf(operators), values, (key, comparison, value) => new Comparison(entity, key, comparison, value));

    private static Gen<string> Plain(Gen<char> characters) =>
        characters.Where(c => c != '\0' && !char.IsSurrogate(c)).Array[0, 8].Select(array => new string(array));

    private static void Check(string search, params Gen<Comparison>[] conditions) => Gen.OneOf(conditions).Array[1, 5].Sample(comparisons =>
        Languages.Of(search).ParseFilter(string.Join(" AND ", comparisons.Select(comparison => comparison.ToString())))
            .Comparisons.SequenceEqual(comparisons));
}
