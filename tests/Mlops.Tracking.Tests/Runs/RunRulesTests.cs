using CsCheck;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Tracking.Tests.Runs;

public sealed class RunRulesTests
{
    // Half of a surrogate pair never reaches the rules, but a whole pair may stand where a text is cut.
    private static readonly Gen<string> LongText = Gen.Select(Gen.OneOf("x", "ü", "😀", "x😀"), Gen.Int[1, 9000])
        .Select((part, count) => string.Concat(Enumerable.Repeat(part, count / part.Length)));

    [Fact]
    public void A_batch_has_at_most_1000_metrics_100_params_100_tags_and_1000_together() =>
        Gen.Select(Gen.OneOf(0, 1, 799, 800, 900, 1000, 1001), Gen.OneOf(0, 1, 100, 101), Gen.OneOf(0, 1, 100, 101)).Sample((metrics, parameters, tags) =>
        {
            var batch = new RunBatch(
                [.. Enumerable.Range(0, metrics).Select(i => new Metric("m", i, i, i))],
                [.. Enumerable.Range(0, parameters).Select(i => new Param($"p{i}", ""))],
                [.. Enumerable.Range(0, tags).Select(i => new Tag($"t{i}", ""))]);
            var refusal = Refusal(batch);
            return (refusal is null) == (metrics <= 1000 && parameters <= 100 && tags <= 100 && metrics + parameters + tags <= 1000)
                && (refusal is null || refusal.Contains("A batch logging request can contain at most 100", StringComparison.Ordinal));
        });

    [Fact]
    public void Values_that_are_too_long_are_cut_and_stay_text() => LongText.Sample(text =>
    {
        var batch = RunRules.Check(new RunBatch([], [new Param("p", text)], [new Tag("t", text)]), single: false);
        return IsCut(text, batch.Params[0].Value, 6000) && IsCut(text, batch.Tags[0].Value, 8000);
    });

    [Fact]
    public void A_parameter_may_stand_once_in_a_batch_even_with_the_same_value() => Gen.Int[0, 3].Array[0, 6].Sample(keys =>
        (Refusal(new RunBatch([], [.. keys.Select(key => new Param($"p{key}", "1"))], [])) is null) == (keys.Distinct().Count() == keys.Length));

    [Fact]
    public void Doubled_parameters_are_named() => Assert.Equal(
        "Duplicate parameter keys have been submitted: ['b']. Please ensure the request contains only one param value per param key.",
        Refusal(new RunBatch([], [new Param("b", "1"), new Param("a", "1"), new Param("b", "1"), new Param("b", "2")], [])));

    [Fact]
    public void Any_value_and_step_and_every_timestamp_since_1970_is_a_metric() => Gen.Select(Gen.Double, Gen.Long, Gen.Long).Sample((value, timestamp, step) =>
    {
        var batch = new RunBatch([new Metric("m", value, timestamp, step)], [], []);
        return (Refusal(batch) is null) == (timestamp >= 0);
    });

    [Fact]
    public void Infinities_become_the_largest_finite_values_and_nothing_else_changes()
    {
        double[] values = [1, double.PositiveInfinity, double.NaN, double.NegativeInfinity, -0.0];
        Metric[] metrics = [.. values.Select(value => new Metric("m", value, 1, 1) { ModelId = "m-1" })];
        var batch = RunRules.Check(new RunBatch(metrics, [], []), single: false);
        Assert.Equal([1, double.MaxValue, double.NaN, -double.MaxValue, -0.0], batch.Metrics.Select(metric => metric.Value));
        Assert.All(batch.Metrics, metric => Assert.Equal("m-1", metric.ModelId));
        Assert.Equal(double.PositiveInfinity, metrics[1].Value);
    }

    [Fact]
    public void A_refusal_names_the_entry_of_a_batch_and_the_field_of_a_single_value()
    {
        var metrics = new RunBatch([new Metric("m", 1, 1, 1), new Metric("m", 1, -1, 1)], [], []);
        Assert.Contains("'metrics[1].timestamp'", Refusal(metrics), StringComparison.Ordinal);
        Assert.Contains("'timestamp'", Refusal(metrics with { Metrics = [metrics.Metrics[1]] }, single: true), StringComparison.Ordinal);
        Assert.Contains("'params[0].key'", Refusal(new RunBatch([], [new Param("../x", "")], [])), StringComparison.Ordinal);
        Assert.Contains("'tags[0].key'", Refusal(new RunBatch([], [], [new Tag("/x", "")])), StringComparison.Ordinal);
        Assert.Contains("'key'", Refusal(new RunBatch([new Metric("", 1, 1, 1)], [], []), single: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_are_bounded_as_the_protocol_says()
    {
        Assert.Null(InputRefusal(Dataset(500, 36, 65535, 1048575)));
        Assert.Equal("'Dataset name' exceeds the maximum length of 500 characters", InputRefusal(Dataset(501, 36, 1, 1)));
        Assert.Equal("'Dataset digest' exceeds the maximum length of 36 characters", InputRefusal(Dataset(1, 37, 1, 1)));
        Assert.Equal("'Dataset source' exceeds the maximum length of 65535 characters", InputRefusal(Dataset(1, 1, 65536, 1)));
        Assert.Equal("'Dataset schema' exceeds the maximum length of 1048575 characters", InputRefusal(Dataset(1, 1, 1, 1048576)));
        Assert.Equal("'Input tag key' exceeds the maximum length of 255 characters", InputRefusal(Dataset(1, 1, 1, 1), new Tag(new string('k', 256), "")));
        Assert.Equal("'Input tag value' exceeds the maximum length of 500 characters", InputRefusal(Dataset(1, 1, 1, 1), new Tag("k", new string('v', 501))));
    }

    private static Dataset Dataset(int name, int digest, int source, int schema) => new()
    {
        Name = new string('n', name),
        Digest = new string('d', digest),
        SourceType = "code",
        Source = new string('s', source),
        Schema = new string('c', schema),
    };

    private static string? InputRefusal(Dataset dataset, params Tag[] tags) =>
        RefusalOf(() => RunRules.CheckInputs([new DatasetInput { Dataset = dataset, Tags = tags }]));

    private static string? Refusal(RunBatch batch, bool single = false) => RefusalOf(() => RunRules.Check(batch, single));

    private static string? RefusalOf(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (MlflowException refusal)
        {
            Assert.Equal(ErrorCode.InvalidParameterValue, refusal.ErrorCode);
            return refusal.Message;
        }
    }

    private static bool IsCut(string text, string kept, int limit) =>
        text.StartsWith(kept, StringComparison.Ordinal)
        && (text.Length <= limit ? kept == text : kept.Length == limit || (kept.Length == limit - 1 && char.IsHighSurrogate(text[limit - 1])))
        && (kept.Length == 0 || !char.IsHighSurrogate(kept[^1]));
}
