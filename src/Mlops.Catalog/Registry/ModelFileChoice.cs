using Mlops.Catalog.Items;

namespace Mlops.Catalog.Registry;

/// <summary>Finds the one file that stands for a saved model among its files.</summary>
internal static class ModelFileChoice
{
    // What MLflow writes beside a model.
    private static readonly HashSet<string> s_beside = new(StringComparer.Ordinal)
    {
        MlflowModelFile.Name, "conda.yaml", "python_env.yaml", "requirements.txt", "input_example.json", "serving_input_example.json", "registered_model_meta", "model_config.yaml",
    };

    /// <summary>
    /// The file that <c>MLmodel</c> names, else the greatest that is named like a model, else <c>MLmodel</c>, else the greatest; null
    /// without files.
    /// </summary>
    /// <param name="files">Paths relative to the model, with sizes.</param>
    /// <param name="model">What <c>MLmodel</c> says, or null.</param>
    public static (string Path, long Size)? Of(IReadOnlyList<(string Path, long Size)> files, MlflowModelFile? model)
    {
        if (model?.File is { } named)
        {
            if (files.Where(file => file.Path == named).Cast<(string, long)?>().FirstOrDefault() is { } exact)
            {
                return exact;
            }

            if (Greatest(files.Where(file => file.Path.StartsWith($"{named}/", StringComparison.Ordinal) && MediaTypes.IsModel(file.Path))) is { } inside)
            {
                return inside;
            }
        }

        return Greatest(files.Where(file => MediaTypes.IsModel(file.Path)))
            ?? files.Where(file => file.Path == MlflowModelFile.Name).Cast<(string, long)?>().FirstOrDefault()
            ?? Greatest(files.Where(file => !s_beside.Contains(file.Path)))
            ?? Greatest(files);
    }

    private static (string Path, long Size)? Greatest(IEnumerable<(string Path, long Size)> files) =>
        files.OrderByDescending(file => file.Size).ThenBy(file => file.Path, StringComparer.Ordinal).Cast<(string, long)?>().FirstOrDefault();
}
