using System.Text.Json;
using Mlops.Tracking.Json;
using Mlops.Tracking.Metrics;

namespace Mlops.Hosting.Mlflow.Metrics;

/// <summary>Streams metric points as they are written, so that a long history is never held as text.</summary>
internal static class MetricPointWriter
{
    private const int FlushBytes = 64 * 1024;
    private static readonly JsonEncodedText Metrics = JsonEncodedText.Encode("metrics");
    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("timestamp");
    private static readonly JsonEncodedText Step = JsonEncodedText.Encode("step");
    private static readonly JsonEncodedText RunId = JsonEncodedText.Encode("run_id");

    public static async Task SendAsync(
        MlflowCall call, IEnumerable<KeyValuePair<string, MetricPoint>> points, string key, bool withRunId, string? nextPageToken)
    {
        var response = call.Context.Response;
        response.ContentType = "application/json";
        var encodedKey = JsonEncodedText.Encode(key);
        await using var writer = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        var any = false;
        var flushed = 0L;
        foreach (var (runId, point) in points)
        {
            if (!any)
            {
                writer.WriteStartArray(Metrics);
                any = true;
            }

            writer.WriteStartObject();
            writer.WriteString(Key, encodedKey);
            writer.WritePropertyName(Value);
            MetricValueConverter.WriteValue(writer, point.Value);
            writer.WriteNumber(Timestamp, point.Timestamp);
            writer.WriteNumber(Step, point.Step);
            if (withRunId)
            {
                writer.WriteString(RunId, runId);
            }

            writer.WriteEndObject();
            // What is pending alone never gets so far: whenever a block of the response is full, the writer goes on to the next.
            if (writer.BytesCommitted + writer.BytesPending - flushed > FlushBytes)
            {
                writer.Flush();
                flushed = writer.BytesCommitted;
                await response.BodyWriter.FlushAsync(call.Aborted);
            }
        }

        if (any)
        {
            writer.WriteEndArray();
        }

        if (nextPageToken is not null)
        {
            writer.WriteString("next_page_token", nextPageToken);
        }

        writer.WriteEndObject();
    }
}
