using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Problems;
using Mlops.Hosting.Requests;
using Mlops.Stac.Search;

namespace Mlops.Hosting.Stac;

/// <summary>The JSON body of a search, bounded in size and depth.</summary>
internal static class SearchBody
{
    /// <summary>Room for the outline of a country, and little enough to hold in memory.</summary>
    private const int MaxBytes = 1 << 20;
    private const int MaxDepth = 32;

    public static async Task<JsonDocument> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.HasJsonContentType())
        {
            throw new ProblemException(415, "A search is sent as JSON.", new ProblemField("Content-Type", "must be application/json"));
        }

        using var body = await BodyBuffer.ReadAsync(
            context.RequestServices.GetRequiredService<RequestMemory>(), request.Body, request.ContentLength ?? 0, MaxBytes, TooLarge, context.RequestAborted);
        CheckTexts(body.Bytes.Span);
        try
        {
            return JsonDocument.Parse(body.Bytes.ToArray(), new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException)
        {
            throw new InvalidSearchException("body", $"is not JSON of at most {MaxDepth} levels");
        }
    }

    public static CatalogSearch Parse(JsonDocument body) => CatalogSearchParser.FromJson(body.RootElement);

    private static ProblemException TooLarge() =>
        new(413, $"A search has at most {MaxBytes} bytes.", new ProblemField("body", $"is larger than {MaxBytes} bytes"));

    // Members that no search reads are sent back in the links of a page: their texts must be texts as well.
    private static void CheckTexts(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    reader.GetString();
                }
            }
        }
        catch (InvalidOperationException)
        {
            throw new InvalidSearchException("body", "has text that is no UTF-8 or holds half of a surrogate pair");
        }
        catch (JsonException)
        {
            // The parser says what is wrong.
        }
    }
}
