using System.Globalization;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.LoggedModels;

/// <summary>The tag of a logged model that lists the registered versions made from it: <c>[{"name": …, "version": …}, …]</c>.</summary>
internal static class ModelVersionsTag
{
    /// <summary>The tag's key.</summary>
    public const string Key = "mlflow.modelVersions";

    /// <summary>The tag's value with one more version.</summary>
    /// <param name="value">The present value; null, or a text that is no JSON list, counts as an empty list.</param>
    /// <param name="name">The registered model's name.</param>
    /// <param name="version">The version's number.</param>
    /// <returns>JSON as MLflow writes it.</returns>
    public static string Append(string? value, string name, long version)
    {
        ArgumentNullException.ThrowIfNull(name);
        var entry = string.Create(CultureInfo.InvariantCulture, $"{{\"name\": {PythonJson.Text(name)}, \"version\": {version}}}");
        return JsonList.TryAppend(value, entry, out var list) ? list : $"[{entry}]";
    }
}
