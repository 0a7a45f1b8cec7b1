using System.Text.Json;
using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Json;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Hosting.Mlflow.Runs;

/// <summary>
/// Writes runs as the serializer would, which asks each property of each metric, parameter and tag whether it is there, in half the time:
/// it is most of what a page of runs costs beside the database.
/// </summary>
internal static class RunWriter
{
    private static readonly JsonEncodedText s_run = JsonEncodedText.Encode("run");
    private static readonly JsonEncodedText s_runs = JsonEncodedText.Encode("runs");
    private static readonly JsonEncodedText s_info = JsonEncodedText.Encode("info");
    private static readonly JsonEncodedText s_data = JsonEncodedText.Encode("data");
    private static readonly JsonEncodedText s_inputs = JsonEncodedText.Encode("inputs");
    private static readonly JsonEncodedText s_outputs = JsonEncodedText.Encode("outputs");
    private static readonly JsonEncodedText s_metrics = JsonEncodedText.Encode("metrics");
    private static readonly JsonEncodedText s_params = JsonEncodedText.Encode("params");
    private static readonly JsonEncodedText s_tags = JsonEncodedText.Encode("tags");
    private static readonly JsonEncodedText s_key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText s_value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText s_timestamp = JsonEncodedText.Encode("timestamp");
    private static readonly JsonEncodedText s_step = JsonEncodedText.Encode("step");

    /// <summary>Writes the answer of <c>getRun</c>.</summary>
    public static void WriteResponse(Utf8JsonWriter writer, Run run)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(s_run);
        Write(writer, run);
        writer.WriteEndObject();
    }

    /// <summary>Writes the answer of <c>searchRuns</c>.</summary>
    public static void WriteResponse(Utf8JsonWriter writer, SearchRunsResponse response)
    {
        writer.WriteStartObject();
        if (response.Runs.Count > 0)
        {
            writer.WriteStartArray(s_runs);
            foreach (var run in response.Runs)
            {
                Write(writer, run);
            }

            writer.WriteEndArray();
        }

        if (response.NextPageToken is not null)
        {
            writer.WriteString("next_page_token", response.NextPageToken);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Run run)
    {
        writer.WriteStartObject();
        writer.WritePropertyName(s_info);
        JsonSerializer.Serialize(writer, run.Info, TrackingJson.TypeInfo<RunInfo>());
        writer.WriteStartObject(s_data);
        Write(writer, s_metrics, run.Data.Metrics, Write);
        Write(writer, s_params, run.Data.Params, static (writer, param) => Write(writer, param.Key, param.Value));
        Write(writer, s_tags, run.Data.Tags, static (writer, tag) => Write(writer, tag.Key, tag.Value));
        writer.WriteEndObject();
        writer.WritePropertyName(s_inputs);
        if (run.Inputs.DatasetInputs.Count == 0 && run.Inputs.ModelInputs.Count == 0)
        {
            WriteEmpty(writer);
        }
        else
        {
            JsonSerializer.Serialize(writer, run.Inputs, TrackingJson.TypeInfo<RunInputs>());
        }

        if (run.Outputs is { } outputs)
        {
            writer.WritePropertyName(s_outputs);
            if (outputs.ModelOutputs.Count == 0)
            {
                WriteEmpty(writer);
            }
            else
            {
                JsonSerializer.Serialize(writer, outputs, TrackingJson.TypeInfo<RunOutputs>());
            }
        }

        writer.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter writer, JsonEncodedText name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        for (var i = 0; i < items.Count; i++)
        {
            write(writer, items[i]);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Metric metric)
    {
        if (metric is not { RunId: null, ModelId: null, DatasetName: null, DatasetDigest: null })
        {
            JsonSerializer.Serialize(writer, metric, TrackingJson.TypeInfo<Metric>());
            return;
        }

        writer.WriteStartObject();
        writer.WriteString(s_key, metric.Key);
        writer.WritePropertyName(s_value);
        MetricValueConverter.WriteValue(writer, metric.Value);
        writer.WriteNumber(s_timestamp, metric.Timestamp);
        writer.WriteNumber(s_step, metric.Step);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string key, string value)
    {
        writer.WriteStartObject();
        writer.WriteString(s_key, key);
        writer.WriteString(s_value, value);
        writer.WriteEndObject();
    }

    private static void WriteEmpty(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
