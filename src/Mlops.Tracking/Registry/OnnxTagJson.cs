using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mlops.Tracking.Registry;

/// <summary>
/// The JSON inside <c>mlops.onnx.*</c> tags. Written by hand because a value must stay valid JSON when it is cut to length.
/// </summary>
internal static class OnnxTagJson
{
    // Tag values are data, never pasted into HTML; names of tensors hold slashes, colons and letters of any script.
    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string WriteTensors(IReadOnlyList<OnnxTensor> tensors, int maxLength) => JoinWhileFits('[', ']', tensors.Select(Write), maxLength);

    public static string WriteOpsets(IReadOnlyList<OnnxOpset> opsets, int maxLength) =>
        JoinWhileFits('{', '}', opsets.DistinctBy(o => o.Domain).Select(o => $"{Quote(o.Domain)}:{o.Version}"), maxLength);

    public static string WriteInference(OnnxInference inference, int maxLength)
    {
        var message = inference.Message is null ? "null" : Quote(OnnxTagText.Clean(inference.Message, maxLength / 8));
        var head = $$"""{"status":"{{StatusName(inference.Status)}}","message":{{message}},"inputs":""";
        const string Middle = ",\"outputs\":";
        var share = (maxLength - head.Length - Middle.Length - 1) / 2;
        return $"{head}{WriteTensors(inference.Inputs, share)}{Middle}{WriteTensors(inference.Outputs, share)}}}";
    }

    public static IReadOnlyList<OnnxTensor> ReadTensors(string? json) => Read(json, Tensors) ?? [];

    public static IReadOnlyList<OnnxOpset> ReadOpsets(string? json) =>
        Read(json, root => root.EnumerateObject().Select(p => new OnnxOpset(p.Name, p.Value.GetInt64())).ToArray()) ?? [];

    public static OnnxInference? ReadInference(string? json) => Read(json, root =>
        Enum.GetValues<OnnxInferenceStatus>().Where(s => root.GetProperty("status").ValueEquals(StatusName(s))).Select(status => new OnnxInference(
            status,
            root.TryGetProperty("message", out var message) ? message.GetString() : null,
            Tensors(root.GetProperty("inputs")),
            Tensors(root.GetProperty("outputs")))).FirstOrDefault());

    private static T? Read<T>(string? json, Func<JsonElement, T?> read)
        where T : class
    {
        if (string.IsNullOrEmpty(json))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static OnnxTensor[] Tensors(JsonElement array) => [.. array.EnumerateArray().Select(tensor => new OnnxTensor(
        Text(tensor.GetProperty("name")),
        Text(tensor.GetProperty("data_type")),
        tensor.GetProperty("shape") is { ValueKind: not JsonValueKind.Null } shape ? [.. shape.EnumerateArray().Select(Dimension)] : null))];

    private static string Text(JsonElement element) => element.GetString() ?? throw new FormatException();

    private static OnnxDimension Dimension(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => new OnnxDimension(element.GetInt64(), null),
        JsonValueKind.String => new OnnxDimension(null, element.GetString()),
        JsonValueKind.Null => default,
        _ => throw new FormatException(),
    };

    private static string Write(OnnxTensor tensor)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_compact))
        {
            json.WriteStartObject();
            json.WriteString("name", tensor.Name);
            json.WriteString("data_type", tensor.DataType);
            if (tensor.Shape is null)
            {
                json.WriteNull("shape");
            }
            else
            {
                json.WriteStartArray("shape");
                foreach (var dimension in tensor.Shape)
                {
                    WriteDimension(json, dimension);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteDimension(Utf8JsonWriter json, OnnxDimension dimension)
    {
        if (dimension.Size is { } size)
        {
            json.WriteNumberValue(size);
        }
        else
        {
            json.WriteStringValue(dimension.Name);
        }
    }

    private static string JoinWhileFits(char open, char close, IEnumerable<string> entries, int maxLength)
    {
        var joined = new StringBuilder().Append(open);
        foreach (var entry in entries)
        {
            var comma = joined.Length > 1 ? "," : "";
            if (joined.Length + comma.Length + entry.Length + 1 > maxLength)
            {
                break;
            }

            joined.Append(comma).Append(entry);
        }

        return joined.Append(close).ToString();
    }

    private static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    private static string StatusName(OnnxInferenceStatus status) => status switch
    {
        OnnxInferenceStatus.Ran => "ran",
        OnnxInferenceStatus.Skipped => "skipped",
        OnnxInferenceStatus.Failed => "failed",
        _ => "timed_out",
    };
}
