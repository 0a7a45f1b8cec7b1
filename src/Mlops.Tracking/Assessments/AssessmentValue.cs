using System.Globalization;
using System.Text.Json;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Assessments;

/// <summary>Values of assessments as JSON texts.</summary>
internal static class AssessmentValue
{
    private const int MaxLength = 1_000_000;

    /// <summary>Writes a value as MLflow keeps it. A whole number loses its fraction, as protobuf's values do.</summary>
    /// <param name="field">The request field, for messages.</param>
    /// <param name="value">The value; null for JSON's null.</param>
    /// <returns>JSON.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for a text that can't be kept and for a value that is too
    /// long.</exception>
    public static string Write(string field, JsonElement? value)
    {
        try
        {
            return Checked(field, value is { } known ? Normal(known) : PythonJson.Null);
        }
        catch (InvalidOperationException)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value for parameter '{field}' supplied: a text holds half of a surrogate pair.");
        }
    }

    /// <summary>Reads a value that came as JSON inside a text.</summary>
    /// <param name="field">The request field, for messages.</param>
    /// <param name="json">The text.</param>
    /// <returns>JSON.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for anything that is no JSON.</exception>
    public static string Parse(string field, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Checked(field, PythonJson.Element(document.RootElement));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value for parameter '{field}' supplied: it must be JSON.");
        }
    }

    /// <summary>The text of a value that is a text; null for every other value.</summary>
    /// <param name="json">JSON.</param>
    /// <returns>The text.</returns>
    public static string? Text(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (!json.StartsWith('"'))
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetString();
    }

    /// <summary>The number by which a value counts in averages: numbers themselves, 1 for true and "yes", 0 for false and "no".</summary>
    /// <param name="json">JSON.</param>
    /// <returns>The number, or null for every other value.</returns>
    public static double? Number(string json) => json switch
    {
        "true" or "\"yes\"" => 1,
        "false" or "\"no\"" => 0,
        _ when double.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => null,
    };

    private static string Checked(string field, string json) =>
        json.Length > MaxLength ? throw MlflowException.InvalidParameterValue($"'{field}' exceeds the maximum length of {MaxLength} characters")
        : json.StartsWith('"') && json.Contains(@"\u0000", StringComparison.Ordinal) ? throw MlflowException.InvalidParameterValue($"Invalid value for parameter '{field}' supplied: the text holds a NUL character.")
        : json;

    private static string Normal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => PythonJson.Object(value.EnumerateObject().Select(static member => KeyValuePair.Create(member.Name, Normal(member.Value)))),
        JsonValueKind.Array => PythonJson.List(value.EnumerateArray(), Normal),
        JsonValueKind.Number when value.TryGetInt64(out _) => value.GetRawText() is "-0" ? "0" : value.GetRawText(),
        JsonValueKind.Number when value.TryGetDouble(out var number) && number == Math.Truncate(number) && Math.Abs(number) < 1e18 =>
            ((long)number).ToString(CultureInfo.InvariantCulture),
        _ => PythonJson.Element(value),
    };
}
