using System.Text;
using System.Text.Json;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.LoggedModels;

/// <summary>
/// The tag of a run in which rpc <c>logModel</c> of MLflow 1 and 2 collects the models that the run saved among its artifacts.
/// </summary>
internal static class ModelHistory
{
    public const string TagKey = "mlflow.log-model.history";
    private const int MaxLength = 1_000_000;
    private const int MaxModelLength = 4_000_000;
    private static readonly string[] Mandatory = ["artifact_path", "flavors", "run_id", "utc_time_created"];
    private static readonly string[] Kept = ["run_id", "artifact_path", "utc_time_created"];

    /// <summary>
    /// The entry of a model, as JSON: where it is, when and by which run it was made, and its flavors without their configuration.
    /// </summary>
    /// <param name="modelJson">The model's <c>MLmodel</c> file as JSON.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for anything else.</exception>
    public static string Entry(string modelJson)
    {
        EntityName.CheckLength("model_json", modelJson, MaxModelLength);
        try
        {
            using var document = JsonDocument.Parse(modelJson);
            return Entry(document.RootElement, modelJson);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw Malformed(modelJson);
        }
    }

    /// <summary>The tag's value with one more entry.</summary>
    public static string Append(string? value, string entry)
    {
        if (!JsonList.TryAppend(value, entry, out var list))
        {
            throw MlflowException.InvalidParameterValue($"The run's tag '{TagKey}' is not a JSON list, so no model can be added to it.");
        }

        EntityName.CheckLength(TagKey, list, MaxLength);
        return list;
    }

    private static string Entry(JsonElement model, string modelJson)
    {
        if (model.ValueKind != JsonValueKind.Object)
        {
            throw Malformed(modelJson);
        }

        var missing = Mandatory.Where(name => !model.TryGetProperty(name, out _)).ToArray();
        if (missing.Length > 0)
        {
            throw MlflowException.InvalidParameterValue($"Model json is missing mandatory fields: {PythonText.Set(missing)}");
        }

        var entry = new StringBuilder("{");
        foreach (var name in Kept)
        {
            entry.Append(PythonJson.Text(name)).Append(": ").Append(PythonJson.Element(model.GetProperty(name))).Append(", ");
        }

        entry.Append("\"model_uuid\": ").Append(model.TryGetProperty("model_uuid", out var uuid) ? PythonJson.Element(uuid) : PythonJson.Null);
        return entry.Append(", \"flavors\": ").Append(Flavors(model.GetProperty("flavors"))).Append('}').ToString();
    }

    private static string Flavors(JsonElement flavors) => flavors.ValueKind switch
    {
        JsonValueKind.Object => PythonJson.Object(flavors.EnumerateObject().Select(flavor => KeyValuePair.Create(flavor.Name, Flavor(flavor.Value)))),
        JsonValueKind.Null => "{}",
        _ => throw MlflowException.InvalidParameterValue("Model json holds 'flavors' that are not an object."),
    };

    private static string Flavor(JsonElement flavor) => flavor.ValueKind != JsonValueKind.Object
        ? PythonJson.Element(flavor)
        : PythonJson.Object(flavor.EnumerateObject()
            .Where(static setting => setting.Name != "config")
            .Select(static setting => KeyValuePair.Create(setting.Name, PythonJson.Element(setting.Value))));

    private static MlflowException Malformed(string modelJson) =>
        MlflowException.InvalidParameterValue($"Malformed model info. \n {PythonText.Cut(modelJson)} \n is not a valid JSON.");
}
