using Mlops.Tracking.Errors;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Runs;

/// <summary>MLflow's limits on what a run may log, and its texts for what breaks them.</summary>
internal static class RunRules
{
    public const string RunNameTag = "mlflow.runName";
    private const int MaxParamValueLength = 6000;
    public const int MaxTagValueLength = 8000;
    private const int MaxMetricsPerBatch = 1000;
    private const int MaxParamsPerBatch = 100;
    private const int MaxTagsPerBatch = 100;
    private const int MaxItemsPerBatch = 1000;
    private const int MaxDatasetNameLength = 500;
    private const int MaxDatasetDigestLength = 36;

    /// <summary>Checks a batch and cuts what the protocol cuts silently.</summary>
    /// <param name="batch">The batch as it came.</param>
    /// <param name="single">Whether a single-value route asks, whose messages name the field <c>key</c> itself.</param>
    /// <returns>The batch to store.</returns>
    public static RunBatch Check(RunBatch batch, bool single)
    {
        CheckCounts(batch);
        var metrics = batch.Metrics;
        Metric[]? finite = null;
        for (var i = 0; i < metrics.Count; i++)
        {
            CheckMetric(metrics[i], i, single);
            if (double.IsInfinity(metrics[i].Value))
            {
                // The protocol stores infinities as the largest finite values.
                finite ??= [.. metrics];
                finite[i] = metrics[i] with { Value = metrics[i].Value > 0 ? double.MaxValue : -double.MaxValue };
            }
        }

        var parameters = new Param[batch.Params.Count];
        HashSet<string>? seen = parameters.Length > 1 ? new(parameters.Length, StringComparer.Ordinal) : null;
        List<string>? doubled = null;
        for (var i = 0; i < parameters.Length; i++)
        {
            var param = batch.Params[i];
            EntityName.CheckKey(single ? "key" : $"params[{i}].key", "Param key", param.Key);
            parameters[i] = param.Value.Length > MaxParamValueLength ? param with { Value = Cut(param.Value, MaxParamValueLength) } : param;
            if (seen is not null && !seen.Add(param.Key))
            {
                (doubled ??= []).Add($"'{param.Key}'");
            }
        }

        if (doubled is not null)
        {
            throw MlflowException.InvalidParameterValue(
                $"Duplicate parameter keys have been submitted: [{string.Join(", ", doubled.Distinct())}]. Please ensure the request contains only one param value per param key.");
        }

        return batch with { Metrics = finite ?? metrics, Params = parameters, Tags = CheckTags(batch.Tags, single) };
    }

    public static Tag[] CheckTags(IReadOnlyList<Tag> tags, bool single)
    {
        var checkedTags = new Tag[tags.Count];
        for (var i = 0; i < checkedTags.Length; i++)
        {
            var tag = tags[i];
            EntityName.CheckKey(single ? "key" : $"tags[{i}].key", "key", tag.Key);
            checkedTags[i] = tag.Value.Length > MaxTagValueLength ? tag with { Value = Cut(tag.Value, MaxTagValueLength) } : tag;
        }

        return checkedTags;
    }

    public static void CheckInputs(IReadOnlyList<DatasetInput> inputs)
    {
        foreach (var input in inputs)
        {
            var dataset = input.Dataset;
            EntityName.CheckLength("Dataset name", dataset.Name, MaxDatasetNameLength);
            EntityName.CheckLength("Dataset digest", dataset.Digest, MaxDatasetDigestLength);
            EntityName.CheckLength("Dataset source", dataset.Source, 65535);
            EntityName.CheckLength("Dataset schema", dataset.Schema ?? "", 1048575);
            EntityName.CheckLength("Dataset profile", dataset.Profile ?? "", 16777215);
            foreach (var tag in input.Tags)
            {
                EntityName.CheckLength("Input tag key", tag.Key, 255);
                EntityName.CheckLength("Input tag value", tag.Value, 500);
            }
        }
    }

    // A cut between the halves of a surrogate pair would leave text that no encoder accepts.
    public static string Cut(string text, int length) =>
        text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static void CheckCounts(RunBatch batch)
    {
        CheckCount("metrics", batch.Metrics.Count, MaxMetricsPerBatch);
        CheckCount("params", batch.Params.Count, MaxParamsPerBatch);
        CheckCount("tags", batch.Tags.Count, MaxTagsPerBatch);
        CheckCount("items", batch.Metrics.Count + batch.Params.Count + batch.Tags.Count, MaxItemsPerBatch);
    }

    private static void CheckCount(string what, int count, int limit)
    {
        if (count > limit)
        {
            throw MlflowException.InvalidParameterValue(what == "items"
                ? $"A batch logging request can contain at most {limit} metrics, params, and tags. Got {count}. Please split up metrics, params, and tags across multiple requests and try again."
                : $"A batch logging request can contain at most {limit} {what}. Got {count} {what}. Please split up {what} across multiple requests and try again.");
        }
    }

    private static void CheckMetric(Metric metric, int index, bool single)
    {
        if (metric.Timestamp >= 0 && metric.DatasetName is null && metric.DatasetDigest is null && EntityName.IsPlainKey(metric.Key))
        {
            return;
        }

        var path = single ? "" : $"metrics[{index}].";
        EntityName.CheckLength(path + "dataset_name", metric.DatasetName ?? "", MaxDatasetNameLength);
        EntityName.CheckLength(path + "dataset_digest", metric.DatasetDigest ?? "", MaxDatasetDigestLength);
        EntityName.CheckKey(path + (single ? "key" : "name"), "Metric name", metric.Key);
        if (metric.Timestamp < 0)
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid value {metric.Timestamp} for parameter '{path}timestamp' supplied: metric '{EntityName.Shorten(metric.Key)}' has a negative timestamp. Timestamps must be non-negative milliseconds since the Unix epoch.");
        }
    }
}
