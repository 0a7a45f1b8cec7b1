using System.Text;
using System.Text.Json;
using CsCheck;
using Mlops.Tracking.Traces;
using Mlops.Tracking.Traces.Otlp;

namespace Mlops.Tracking.Tests.Traces;

/// <summary>Whatever bytes come, they are spans or they are refused; and spans come out as they went in.</summary>
public sealed class OtlpFuzzTests
{
    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.Char.Array[0, 6].Select(chars => new string(chars)).Where(text => text.IsNormalized() || !text.Any(char.IsSurrogate)),
        Gen.OneOf("", "mlflow.spanType", "{\"a\":1}", "[1", "\"x\"", "\0", "😀", "ü"));

    private static readonly Gen<ProtoWriter> Values = Gen.Recursive<ProtoWriter>((depth, inner) => depth > 4
        ? Gen.Long.Select(Otlp.Number)
        : Gen.Frequency(
            (3, Words.Select(Otlp.Text)),
            (2, Gen.Long.Select(Otlp.Number)),
            (1, Gen.Double.Select(value => new ProtoWriter().Fixed64(4, BitConverter.DoubleToUInt64Bits(value)))),
            (1, Gen.Bool.Select(value => new ProtoWriter().Varint(2, value ? 1UL : 0))),
            (1, Gen.Const(0).Select(_ => new ProtoWriter())),
            (1, inner.Array[0, 3].Select(values => Otlp.List(values))),
            (1, Gen.Select(Words, inner).Array[0, 3].Select(values => Otlp.Object([.. values.Select(value => (value.Item1, value.Item2))])))));

    private static readonly Gen<byte[]> Requests = Gen.Select(Words, Gen.Select(Words, Values).Array[0, 5], Gen.Byte[1, 255]).Select((name, attributes, id) => Otlp.Request(
        attributes.Aggregate(Otlp.Span(id, name), (span, attribute) => span.With(attribute.Item1, attribute.Item2))));

    [Fact]
    public void Random_bytes_are_refused_or_read() => Gen.Byte.Array[0, 200].Sample(TryBoth);

    [Fact]
    public void Broken_requests_are_refused_or_read() => Gen.Select(Requests, Gen.Int[0, 10_000], Gen.Byte, Gen.Bool).Sample((request, at, value, cut) =>
    {
        if (request.Length > 0)
        {
            request[at % request.Length] = value;
            TryBoth(cut ? request[..(at % request.Length)] : request);
        }
    });

    [Fact]
    public void Broken_json_is_refused_or_read() => Gen.Select(Gen.Int[0, 400], Gen.OneOf("\"", "{", "}", "[", "]", "0", ":", ",", "\\u", "null", "\ud83d")).Array[0, 3].Sample(edits =>
    {
        var json = """{"resourceSpans":[{"resource":{"attributes":[]},"scopeSpans":[{"spans":[{"traceId":"01","spanId":"02","name":"n","startTimeUnixNano":"5","attributes":[{"key":"a","value":{"kvlistValue":{"values":[{"key":"b","value":{"doubleValue":"NaN"}}]}}}],"events":[{"name":"e"}],"status":{"code":1}}]}]}]}""";
        foreach (var (at, text) in edits)
        {
            json = json.Insert(at % json.Length, text);
        }

        TryBoth(Encoding.UTF8.GetBytes(json));
    });

    [Fact]
    public void Whatever_is_read_can_be_answered() => Requests.Sample(request =>
    {
        foreach (var span in OtlpReader.ReadProtobuf(request))
        {
            Assert.Equal(span.SpanId, Convert.ToHexStringLower(Otlp.Answer(span).GetProperty("span_id").GetBytesFromBase64()));
        }
    });

    [Fact]
    public void A_span_that_is_answered_and_sent_again_is_the_same() => Requests.Sample(request =>
    {
        var span = Assert.Single(OtlpReader.ReadProtobuf(request));
        var again = Assert.Single(OtlpReader.ReadJson(Encoding.UTF8.GetBytes(AsRequest(Otlp.Answer(span)))));
        Assert.Equal(Otlp.Answer(span).GetRawText(), Otlp.Answer(again).GetRawText());
    });

    private static string AsRequest(JsonElement span)
    {
        // The answer has ids in base64, a request in hexadecimal digits.
        var properties = span.EnumerateObject().Select(property => property.Name is "trace_id" or "span_id" or "parent_span_id"
            ? $"\"{property.Name}\":\"{Convert.ToHexString(property.Value.GetBytesFromBase64())}\""
            : $"\"{property.Name}\":{property.Value.GetRawText()}");
        return """{"resource_spans":[{"scope_spans":[{"spans":[{""" + string.Join(',', properties) + "}]}]}]}";
    }

    private static void TryBoth(byte[] request)
    {
        Try(() => OtlpReader.ReadProtobuf(request));
        Try(() => OtlpReader.ReadJson(request));
    }

    private static void Try(Func<IReadOnlyList<Span>> read)
    {
        try
        {
            foreach (var span in read())
            {
                Otlp.Answer(span);
            }
        }
        catch (OtlpException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }
}
