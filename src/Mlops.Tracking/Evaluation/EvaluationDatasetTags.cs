using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Evaluation;

/// <summary>The tags of a dataset as the protocol carries them: a JSON object in a text.</summary>
internal static class EvaluationDatasetTags
{
    /// <summary>Writes tags.</summary>
    /// <param name="tags">The tags; keys are distinct.</param>
    /// <returns>JSON as MLflow's server writes it.</returns>
    public static string Write(IReadOnlyList<Tag> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return PythonJson.Object(tags.Select(static tag => KeyValuePair.Create(tag.Key, PythonJson.Text(tag.Value))));
    }
}
