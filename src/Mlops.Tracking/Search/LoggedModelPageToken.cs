using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search;

/// <summary>
/// The page tokens of <c>searchLoggedModels</c>: base64 of JSON with <c>experiment_ids</c>, <c>filter_string</c>,
/// <c>order_by</c> and <c>offset</c>. A token serves only the search it came from.
/// </summary>
/// <param name="ExperimentIds">The request's experiments, in its order.</param>
/// <param name="Filter">The request's filter; null or empty for none.</param>
/// <param name="OrderBy">The request's order; null or empty for none.</param>
internal sealed record LoggedModelPageToken(IReadOnlyList<string> ExperimentIds, string? Filter, IReadOnlyList<LoggedModelOrderClause>? OrderBy)
{
    private const int LengthLimit = 2_000_000;

    /// <summary>The token of the page of this search that starts after that many results.</summary>
    /// <param name="offset">At least 1: the first page has no token.</param>
    public string Encode(long offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, 1);
        var json = string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"experiment_ids\": {ExperimentIdsJson()}, \"filter_string\": {FilterJson()}, \"order_by\": {OrderByJson()}, \"offset\": {offset}}}");
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(json));
    }

    /// <summary>The number of results to skip.</summary>
    /// <param name="token">The request's <c>page_token</c>; null or empty for the first page.</param>
    /// <returns>0 or more.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c>: not a token, or that of another search.</exception>
    public long Decode(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return 0;
        }

        if (token.Length > LengthLimit || !Base64.IsValid(token))
        {
            throw Malformed(token);
        }

        try
        {
            using var document = JsonDocument.Parse(Convert.FromBase64String(token));
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("offset", out var offset) &&
                offset.ValueKind == JsonValueKind.Number && offset.TryGetInt64(out var value) && value > 0)
            {
                Require(root, "experiment_ids", "Experiment IDs", "do not match the requested experiment IDs", ExperimentIdsJson());
                Require(root, "filter_string", "Filter string", "does not match the requested filter string", FilterJson());
                Require(root, "order_by", "Order by", "does not match the requested order by", OrderByJson());
                return value;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Malformed(token);
        }

        throw Malformed(token);
    }

    private static void Require(JsonElement token, string property, string title, string mismatch, string expected)
    {
        var found = token.TryGetProperty(property, out var value) ? value.GetRawText() : PythonJson.Null;
        if (found != expected)
        {
            throw MlflowException.InvalidParameterValue(
                $"{title} in the page token {mismatch}. Expected: {PythonText.Cut(expected)}. Found: {PythonText.Cut(found)}");
        }
    }

    private static MlflowException Malformed(string token) => MlflowException.InvalidParameterValue($"Invalid page token: {PythonText.Cut(token)}");

    private string ExperimentIdsJson() => PythonJson.List(ExperimentIds, PythonJson.Text);

    private string FilterJson() => PythonJson.TextOrNull(Filter);

    private string OrderByJson() => OrderBy is { Count: > 0 } clauses
        ? PythonJson.List(clauses, clause =>
            $"{{\"field_name\": {PythonJson.Text(clause.FieldName ?? "")}, \"ascending\": {(clause.Ascending ? "true" : "false")}, " +
            $"\"dataset_name\": {PythonJson.TextOrNull(clause.DatasetName)}, \"dataset_digest\": {PythonJson.TextOrNull(clause.DatasetDigest)}}}")
        : PythonJson.Null;
}
