using System.Net;
using System.Text;
using System.Text.Json;

namespace Mlops.Hosting.Tests.Transcripts;

/// <summary>Asks a server what a transcript's client asked and compares the answers with the recorded ones.</summary>
internal sealed class TranscriptReplayer(HttpClient client, Transcript transcript)
{
    private readonly VolatileValues _values = new(transcript.Volatile);

    /// <summary>Replays all exchanges.</summary>
    /// <returns>What differs, by the number of the exchange.</returns>
    public async Task<IReadOnlyDictionary<int, string>> ReplayAsync(CancellationToken cancellationToken)
    {
        var differences = new SortedDictionary<int, string>();
        for (var number = 0; number < transcript.Exchanges.Count; number++)
        {
            var exchange = transcript.Exchanges[number];
            using var request = Request(exchange.GetProperty("request"));
            using var answer = await client.SendAsync(request, cancellationToken);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            var found = Compare(exchange, (int)answer.StatusCode, body);
            if (found.Count > 0)
            {
                differences.Add(number, $"{request.Method} {request.RequestUri!.OriginalString}: {string.Join("; ", found.Take(3))}");
            }
        }

        return differences;
    }

    private HttpRequestMessage Request(JsonElement recorded)
    {
        // The path goes out as it was recorded, dots and all.
        var target = client.BaseAddress!.GetLeftPart(UriPartial.Authority) + _values.Substitute(recorded.GetProperty("path").GetString()!);
        var request = new HttpRequestMessage(
            new HttpMethod(recorded.GetProperty("method").GetString()!),
            new Uri(target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        var body = Body(recorded);
        foreach (var header in recorded.GetProperty("headers").EnumerateObject())
        {
            var value = header.Value.GetString();
            if (header.NameEquals("content-type"))
            {
                request.Content = new ByteArrayContent(body ?? []);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", value);
            }
            else if (!header.NameEquals("accept-encoding"))
            {
                request.Headers.TryAddWithoutValidation(header.Name, value);
            }
        }

        request.Content ??= body is null ? null : new ByteArrayContent(body);
        return request;
    }

    private byte[]? Body(JsonElement recorded) =>
        recorded.TryGetProperty("json", out var json) ? Encoding.UTF8.GetBytes(_values.Substitute(json.GetRawText()))
        : recorded.TryGetProperty("text", out var text) ? Encoding.UTF8.GetBytes(_values.Substitute(text.GetString()!))
        : recorded.TryGetProperty("base64", out var bytes) ? bytes.GetBytesFromBase64()
        : null;

    private IReadOnlyList<string> Compare(JsonElement exchange, int status, byte[] body)
    {
        var recorded = exchange.GetProperty("response");
        var expected = recorded.GetProperty("status").GetInt32();
        var isJson = recorded.TryGetProperty("json", out var json);

        // The recorded server's failures on a caller's mistake, and its HTML pages, are not to be copied: any refusal is right.
        if ((expected >= 500 && expected != (int)HttpStatusCode.NotImplemented) || (expected >= 400 && !isJson))
        {
            return status is >= 400 and < 500 ? [] : [$"status {status} where {expected} was recorded and a 4xx is right"];
        }

        if (status != expected)
        {
            return [$"status {status} for {expected}: {Encoding.UTF8.GetString(body)}"];
        }

        return isJson ? CompareJson(json, body)
            : recorded.TryGetProperty("text", out var text) ? CompareText(exchange, text.GetString()!, body)
            : recorded.TryGetProperty("base64", out var bytes) && !body.AsSpan().SequenceEqual(bytes.GetBytesFromBase64()) ? ["other bytes"] : [];
    }

    private IReadOnlyList<string> CompareJson(JsonElement expected, byte[] body)
    {
        try
        {
            using var actual = JsonDocument.Parse(body);
            return JsonComparison.Compare(_values, expected, actual.RootElement);
        }
        catch (JsonException)
        {
            return [$"not JSON: '{Encoding.UTF8.GetString(body)}'"];
        }
    }

    private IReadOnlyList<string> CompareText(JsonElement exchange, string expected, byte[] body)
    {
        var actual = Encoding.UTF8.GetString(body);
        return actual == _values.Substitute(expected) || exchange.GetProperty("request").GetProperty("path").ValueEquals("/version")
            ? []
            : [$"text '{actual}' for '{expected}'"];
    }
}
