using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>Refusals that several searches share, in MLflow's words.</summary>
internal static class Refusals
{
    public static MlflowException NotAnIdentifier(ReadOnlySpan<char> found) => MlflowException.InvalidParameterValue(
        $"Invalid comparison clause. Expected 'Identifier' found '{PythonText.Cut(found)}'");

    public static MlflowException EntityType(ReadOnlySpan<char> entity, string valid) => MlflowException.InvalidParameterValue(
        $"Invalid entity type '{PythonText.Cut(entity)}'. {valid}");

    public static MlflowException AttributeKey(ReadOnlySpan<char> key, string valid) => MlflowException.InvalidParameterValue(
        $"Invalid attribute key '{PythonText.Cut(key)}' specified. Valid keys are '{valid}'");

    public static MlflowException NotNumeric(string key, ReadOnlySpan<char> found) => MlflowException.InvalidParameterValue(
        $"Expected numeric value type for numeric attribute: {key}. Found {PythonText.Cut(found)}");

    public static MlflowException MetricNotNumeric(ReadOnlySpan<char> found) => MlflowException.InvalidParameterValue(
        $"Expected numeric value type for metric. Found {PythonText.Cut(found)}");

    public static MlflowException NotQuoted(string entity, ReadOnlySpan<char> found) => MlflowException.InvalidParameterValue(
        $"Expected a quoted string value for {entity} (e.g. 'my-value'). Got value {PythonText.Cut(found)}");

    public static MlflowException AttributeNotQuoted(ReadOnlySpan<char> found) => MlflowException.InvalidParameterValue(
        $"Expected a quoted string value for attributes. Got value {PythonText.Cut(found)}");

    public static MlflowException AttributeNotQuotedOrList(ReadOnlySpan<char> found) => MlflowException.InvalidParameterValue(
        $"Expected a quoted string value or a list of quoted string values for attributes. Got value {PythonText.Cut(found)}");

    public static MlflowException OnlyRunIdLists() => MlflowException.InvalidParameterValue(
        "Only the 'run_id' attribute supports comparison with a list of quoted string values.");

    public static MlflowException OnlyNumeric(string keys) => MlflowException.InvalidParameterValue(
        $"Only the '{keys}' attributes support comparison with numeric values.");

    /// <summary>Some of MLflow's texts forget the closing quote after the listing.</summary>
    public static MlflowException Comparator(string found, OperatorSet expected, bool closed) => MlflowException.InvalidParameterValue(
        $"Invalid comparator '{found}' not one of '{expected.Listing}{(closed ? "'" : "")}");

    public static MlflowException OrderByEntity(string entity) => MlflowException.InvalidParameterValue($"Invalid order_by entity: {entity}");

    public static MlflowException IdentifierType(string entity) => MlflowException.InvalidParameterValue($"Invalid identifier type '{entity}'");
}
