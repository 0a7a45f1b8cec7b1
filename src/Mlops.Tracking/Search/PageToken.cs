using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search;

/// <summary>
/// The page tokens of every search but that of logged models: base64 of <c>{"offset": N}</c>, N being the number of results
/// on the pages before.
/// </summary>
internal static class PageToken
{
    private const int LengthLimit = 200;

    /// <summary>The token of the page that starts after that many results.</summary>
    /// <param name="offset">At least 1: the first page has no token.</param>
    public static string Encode(long offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, 1);
        return Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"offset\": {offset}}}")));
    }

    /// <summary>The number of results to skip.</summary>
    /// <param name="token">The request's <c>page_token</c>; null or empty for the first page.</param>
    /// <returns>0 or more.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c>: not a token that this server could have made.</exception>
    public static long Decode(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return 0;
        }

        if (token.Length > LengthLimit || !Base64.IsValid(token))
        {
            throw Refusal("could not base64-decode");
        }

        var bytes = Convert.FromBase64String(token);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return Offset(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Refusal($"decoded value={PythonText.Bytes(bytes)}");
        }
    }

    private static long Offset(JsonElement token)
    {
        if (token.ValueKind != JsonValueKind.Object || !token.TryGetProperty("offset", out var offset))
        {
            throw Parsed(token);
        }

        var text = offset.ValueKind == JsonValueKind.String ? offset.GetRawText()[1..^1] : offset.GetRawText();
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            throw offset.ValueKind is JsonValueKind.Null or JsonValueKind.False || text.Length == 0
                ? Parsed(token)
                : Refusal($"not stringable {PythonText.Cut(text)}");
        }

        return value > 0 ? value : throw Parsed(token);
    }

    private static MlflowException Parsed(JsonElement token) => Refusal($"parsed value={token.GetRawText().Replace('"', '\'')}");

    private static MlflowException Refusal(string reason) => MlflowException.InvalidParameterValue("Invalid page token, " + reason);
}
