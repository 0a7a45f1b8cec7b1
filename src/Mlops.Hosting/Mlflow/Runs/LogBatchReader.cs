using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Mlops.Tracking;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Hosting.Mlflow.Runs;

/// <summary>
/// Reads a <c>logBatch</c> request as clients write it, straight from its bytes. Whatever is unusual (other spellings, numbers as
/// text, missing or wrong fields) is left to the general reader, which knows every rule and message.
/// </summary>
internal ref struct LogBatchReader
{
    private const int MaxItems = 4096;
    private Utf8JsonReader _json;
    private KnownKeys _keys;

    private LogBatchReader(ReadOnlySpan<byte> body)
    {
        _json = new Utf8JsonReader(body);
        _keys = new KnownKeys();
    }

    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out string? runId, [NotNullWhen(true)] out RunBatch? batch)
    {
        runId = null;
        batch = null;
        try
        {
            return new LogBatchReader(body).TryReadRequest(out runId, out batch);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private bool TryReadRequest([NotNullWhen(true)] out string? runId, [NotNullWhen(true)] out RunBatch? batch)
    {
        runId = null;
        batch = null;
        List<Metric>? metrics = null;
        List<KeyValuePair<string, string>>? parameters = null, tags = null;
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var known = _json.ValueTextEquals("run_id"u8) ? runId is null && TryText(out runId)
                : _json.ValueTextEquals("metrics"u8) ? metrics is null && TryMetrics(out metrics)
                : _json.ValueTextEquals("params"u8) ? parameters is null && TryPairs(out parameters)
                : _json.ValueTextEquals("tags"u8) && tags is null && TryPairs(out tags);
            if (!known)
            {
                return false;
            }
        }

        if (_json.TokenType != JsonTokenType.EndObject || _json.Read() || string.IsNullOrEmpty(runId))
        {
            return false;
        }

        batch = new RunBatch(
            metrics ?? (IReadOnlyList<Metric>)[],
            parameters is null ? [] : parameters.ConvertAll(static pair => new Param(pair.Key, pair.Value)),
            tags is null ? [] : tags.ConvertAll(static pair => new Tag(pair.Key, pair.Value)));
        return true;
    }

    private bool TryMetrics([NotNullWhen(true)] out List<Metric>? metrics)
    {
        metrics = [];
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (_json.Read() && _json.TokenType == JsonTokenType.StartObject)
        {
            if (metrics.Count >= MaxItems || !TryMetric(out var metric))
            {
                return false;
            }

            metrics.Add(metric);
        }

        return _json.TokenType == JsonTokenType.EndArray;
    }

    private bool TryMetric([NotNullWhen(true)] out Metric? metric)
    {
        metric = null;
        string? key = null, modelId = null, datasetName = null, datasetDigest = null;
        double? value = null;
        long? timestamp = null, step = null;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var known = _json.ValueTextEquals("key"u8) ? key is null && TryKey(out key)
                : _json.ValueTextEquals("value"u8) ? value is null && TryDouble(out value)
                : _json.ValueTextEquals("timestamp"u8) ? timestamp is null && TryInt64(out timestamp)
                : _json.ValueTextEquals("step"u8) ? step is null && TryInt64(out step)
                : _json.ValueTextEquals("model_id"u8) ? modelId is null && TryText(out modelId)
                : _json.ValueTextEquals("dataset_name"u8) ? datasetName is null && TryText(out datasetName)
                : _json.ValueTextEquals("dataset_digest"u8) && datasetDigest is null && TryText(out datasetDigest);
            if (!known)
            {
                return false;
            }
        }

        if (_json.TokenType != JsonTokenType.EndObject || string.IsNullOrEmpty(key) || value is null || timestamp is null)
        {
            return false;
        }

        metric = new Metric(key, value.Value, timestamp.Value, step ?? 0)
        {
            ModelId = modelId,
            DatasetName = datasetName,
            DatasetDigest = datasetDigest,
        };
        return true;
    }

    private bool TryPairs([NotNullWhen(true)] out List<KeyValuePair<string, string>>? pairs)
    {
        pairs = [];
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (_json.Read() && _json.TokenType == JsonTokenType.StartObject)
        {
            string? key = null, value = null;
            while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
            {
                if (!(_json.ValueTextEquals("key"u8) ? key is null && TryText(out key) : _json.ValueTextEquals("value"u8) && value is null && TryText(out value)))
                {
                    return false;
                }
            }

            if (_json.TokenType != JsonTokenType.EndObject || string.IsNullOrEmpty(key) || value is null || pairs.Count >= MaxItems)
            {
                return false;
            }

            pairs.Add(KeyValuePair.Create(key, value));
        }

        return _json.TokenType == JsonTokenType.EndArray;
    }

    private bool TryKey([NotNullWhen(true)] out string? key)
    {
        key = null;
        if (!_json.Read() || _json.TokenType != JsonTokenType.String)
        {
            return false;
        }

        key = _keys.Find(ref _json);
        return IsStorable(key);
    }

    private bool TryText([NotNullWhen(true)] out string? text)
    {
        text = _json.Read() && _json.TokenType == JsonTokenType.String ? _json.GetString() : null;
        return text is not null && IsStorable(text);
    }

    private bool TryDouble(out double? value)
    {
        var read = _json.Read() && _json.TokenType == JsonTokenType.Number && _json.TryGetDouble(out var number) ? number : (double?)null;
        value = read;
        return read is not null;
    }

    private bool TryInt64(out long? value)
    {
        var read = _json.Read() && _json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out var number) ? number : (long?)null;
        value = read;
        return read is not null;
    }

    private static bool IsStorable(string text) => !text.Contains('\0', StringComparison.Ordinal);

    /// <summary>The keys read last: batches repeat a few, mostly in the same order.</summary>
    private struct KnownKeys()
    {
        private readonly string?[] _known = new string?[16];
        private int _next;

        public string Find(ref Utf8JsonReader json)
        {
            for (var i = 0; i < _known.Length; i++)
            {
                var at = (_next + i) % _known.Length;
                if (_known[at] is not { } known)
                {
                    _next = (at + 1) % _known.Length;
                    return _known[at] = json.GetString()!;
                }

                if (json.ValueTextEquals(known))
                {
                    _next = at + 1 < _known.Length && _known[at + 1] is not null ? at + 1 : 0;
                    return known;
                }
            }

            return json.GetString()!;
        }
    }
}
