using System.Buffers;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search.Grammar;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.LoggedModels;

/// <summary>MLflow's limits on logged models, and its texts for what breaks them.</summary>
internal static class LoggedModelLimits
{
    private const int MaxNameLength = 500;
    private const int MaxKeyLength = 255;
    private const int MaxValueLength = 100_000;
    private const int MaxIdLength = 256;
    private static readonly SearchValues<char> ForbiddenInNames = SearchValues.Create("/:.%\"'");

    public static void CheckName(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny(ForbiddenInNames))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid model name ({PythonText.Repr(name)}) provided. Model name must be a non-empty string and cannot contain the following characters: ('/', ':', '.', '%', '\"', \"'\")");
        }

        EntityName.CheckLength("name", name, MaxNameLength);
    }

    public static void Check(NewLoggedModel model)
    {
        CheckName(model.Name);
        EntityName.CheckLength("model_type", model.ModelType, MaxNameLength);
        EntityName.CheckLength("source_run_id", model.SourceRunId, MaxIdLength);
        CheckParams(model.Params);
        CheckTags(model.Tags);
    }

    public static void CheckParams(IReadOnlyList<Param> parameters)
    {
        var seen = new HashSet<string>(parameters.Count, StringComparer.Ordinal);
        for (var i = 0; i < parameters.Count; i++)
        {
            var (key, value) = parameters[i];
            EntityName.CheckLength($"params[{i}].key", key, MaxKeyLength);
            EntityName.CheckLength($"params[{i}].value", value, MaxValueLength);
            if (!seen.Add(key))
            {
                throw MlflowException.InvalidParameterValue(
                    $"Duplicate parameter keys have been submitted: ['{key}']. Please ensure the request contains only one param value per param key.");
            }
        }
    }

    public static void CheckTags(IReadOnlyList<Tag> tags)
    {
        for (var i = 0; i < tags.Count; i++)
        {
            EntityName.CheckLength($"tags[{i}].key", tags[i].Key, MaxKeyLength);
            EntityName.CheckLength($"tags[{i}].value", tags[i].Value, MaxValueLength);
        }
    }

    /// <summary>
    /// Checks an id that a run's inputs or outputs name. Whether such a model exists is not asked: it may have been removed for good, or
    /// live elsewhere.
    /// </summary>
    public static void CheckModelId(string modelId) => EntityName.CheckLength("model_id", modelId, MaxIdLength);
}
