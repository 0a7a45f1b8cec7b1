using System.Text;
using System.Text.Json;
using CsCheck;
using Mlops.Hosting.Mlflow.Metrics;
using Mlops.Tracking.Json;
using Mlops.Tracking.Metrics;

namespace Mlops.Hosting.Tests.Metrics;

public sealed class MetricPointFormatTests
{
    [Fact]
    public void A_point_reads_as_the_serializer_writes_it()
    {
        var format = new MetricPointFormat("a\"é", "run");
        var bytes = new byte[format.MaxBytes];
        var length = format.Write(bytes, new MetricPoint(long.MinValue, long.MaxValue, 0.25));
        Assert.Equal(
            """{"key":"a\u0022\u00E9","value":0.25,"timestamp":-9223372036854775808,"step":9223372036854775807,"run_id":"run"}""",
            Encoding.UTF8.GetString(bytes, 0, length));
    }

    [Theory]
    [InlineData(0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(7, "7.0")]
    [InlineData(-7.4, "-7.4")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(0.000001, "1E-06")]
    [InlineData(999999999999999, "999999999999999.0")]
    [InlineData(1e15, "1000000000000000.0")]
    [InlineData(1e16, "10000000000000000.0")]
    [InlineData(123456789.012345, "123456789.012345")]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.PositiveInfinity, "\"Infinity\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    public void A_value_is_the_shortest_text_that_reads_back(double value, string expected) => Assert.Equal(expected, Written(value));

    [Fact]
    public void Every_value_reads_as_the_serializer_writes_it() => Gen.OneOf(
        Gen.Double,
        Gen.Float.Select(static value => (double)value),
        Gen.Select(Gen.Long[-10_000_000_000_000_000, 10_000_000_000_000_000], Gen.Int[0, 9], static (digits, places) => digits / Math.Pow(10, places)),
        Gen.Select(Gen.Int, Gen.Int[0, 7], static (digits, places) => digits / Math.Pow(10, places)))
        .Sample(static value => Written(value) == Serialized(value), iter: 200_000);

    private static string Written(double value)
    {
        var bytes = new byte[40];
        return Encoding.UTF8.GetString(bytes, 0, MetricPointFormat.WriteValue(bytes, value));
    }

    private static string Serialized(double value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            MetricValueConverter.WriteValue(writer, value);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
