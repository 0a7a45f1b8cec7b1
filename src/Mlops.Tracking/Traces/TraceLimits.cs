using System.Text.RegularExpressions;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Traces.Otlp;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Traces;

/// <summary>MLflow's limits on traces, and where there are none, ours.</summary>
internal static partial class TraceLimits
{
    public const int MaxIds = 1000;
    private const string Prefix = "tr-";
    private const int MaxLinks = 100;
    private const int MaxEntries = 1000;
    private const int MaxValueLength = 8000;
    private const int MaxClientIdLength = 250;

    /// <summary>The id becomes part of the path of the trace's files, so it is a plain word.</summary>
    public static void CheckId(string traceId)
    {
        if (!IdPattern().IsMatch(traceId))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid trace ID: '{EntityName.Shorten(traceId)}'. A trace ID has at most 50 letters, digits, '_' and '-'.");
        }

        if (traceId.StartsWith(Prefix, StringComparison.Ordinal) && traceId.Length == Prefix.Length + 32 && !traceId.AsSpan(Prefix.Length).ContainsAnyExcept('0'))
        {
            throw MlflowException.InvalidParameterValue($"Invalid trace ID: '{traceId}'. All zeros are no trace ID.");
        }
    }

    public static TraceInfo Fit(TraceInfo trace)
    {
        CheckId(trace.TraceId);
        if (trace.ClientRequestId is not null)
        {
            EntityName.CheckLength("client_request_id", trace.ClientRequestId, MaxClientIdLength);
        }

        return trace with
        {
            RequestPreview = trace.RequestPreview is null ? null : TracePreview.Cut(trace.RequestPreview),
            ResponsePreview = trace.ResponsePreview is null ? null : TracePreview.Cut(trace.ResponsePreview),
            TraceMetadata = Fit("trace_metadata", trace.TraceMetadata),
            Tags = Fit("tags", trace.Tags),
        };
    }

    /// <summary>Checks keys and cuts values, which clients fill with what a model was asked and said.</summary>
    public static IReadOnlyDictionary<string, string> Fit(string field, IReadOnlyDictionary<string, string> entries)
    {
        if (entries.Count > MaxEntries)
        {
            throw MlflowException.InvalidParameterValue($"'{field}' has {entries.Count} entries; at most {MaxEntries} are allowed.");
        }

        foreach (var key in entries.Keys)
        {
            EntityName.CheckLength($"{field} key", key, EntityName.MaxKeyLength);
        }

        return entries.Values.All(static value => value.Length <= MaxValueLength)
            ? entries
            : entries.ToDictionary(static entry => entry.Key, static entry => Cut(entry.Value), StringComparer.Ordinal);
    }

    public static string FitTag(string key, string value)
    {
        EntityName.CheckKey("key", "Trace tag key", key);
        return Cut(value);
    }

    public static void CheckIds(IReadOnlyList<string> traceIds)
    {
        if (traceIds.Count > MaxIds)
        {
            throw MlflowException.InvalidParameterValue($"'trace_ids' names {traceIds.Count} traces; at most {MaxIds} may be asked for at once.");
        }
    }

    public static void CheckLinks(IReadOnlyList<string> traceIds)
    {
        if (traceIds.Count > MaxLinks)
        {
            throw MlflowException.InvalidParameterValue(
                $"Cannot link more than {MaxLinks} traces to a run in a single request. Provided {traceIds.Count} traces.");
        }

        foreach (var traceId in traceIds)
        {
            CheckId(traceId);
        }
    }

    public static void Check(IReadOnlyList<PromptVersionReference> prompts)
    {
        if (prompts.Count > MaxLinks)
        {
            throw MlflowException.InvalidParameterValue($"'prompt_versions' names {prompts.Count} versions; at most {MaxLinks} may be linked at once.");
        }

        for (var i = 0; i < prompts.Count; i++)
        {
            EntityName.CheckLength($"prompt_versions[{i}].name", prompts[i].Name, 256);
            if (prompts[i].Name.Length == 0 || !VersionPattern().IsMatch(prompts[i].Version))
            {
                throw MlflowException.InvalidParameterValue(
                    $"Invalid value for parameter 'prompt_versions[{i}]' supplied: it needs a name, and a version that is a decimal number.");
            }
        }
    }

    public static void Check(TraceSelection selection)
    {
        if (selection.MaxTimestamp is null && selection.TraceIds.Count == 0)
        {
            throw MlflowException.InvalidParameterValue("Either `max_timestamp_millis` or `trace_ids` must be specified.");
        }

        if (selection.MaxTimestamp is not (null or 0) && selection.TraceIds.Count > 0)
        {
            throw MlflowException.InvalidParameterValue("Only one of `max_timestamp_millis` and `trace_ids` can be specified.");
        }

        if (selection.TraceIds.Count > 0 && selection.MaxTraces is not null)
        {
            throw MlflowException.InvalidParameterValue("`max_traces` can't be specified if `trace_ids` is specified.");
        }

        if (selection.MaxTraces is <= 0)
        {
            throw MlflowException.InvalidParameterValue($"`max_traces` must be a positive integer, received {selection.MaxTraces}.");
        }

        if (selection.TraceIds.Count > MaxIds)
        {
            throw MlflowException.InvalidParameterValue($"'request_ids' names {selection.TraceIds.Count} traces; at most {MaxIds} may be deleted at once.");
        }
    }

    private static string Cut(string value) => value.Length <= MaxValueLength ? value
        : char.IsHighSurrogate(value[MaxValueLength - 1]) ? value[..(MaxValueLength - 1)] : value[..MaxValueLength];

    [GeneratedRegex(@"^[A-Za-z0-9_\-]{1,50}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[0-9]{1,18}\z", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
