using System.Text.Json;

namespace Mlops.Client.Tests.Fakes;

/// <summary>A request as the fake server saw it.</summary>
internal sealed record SentRequest(string Method, Uri Uri, string Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Path => Uri.AbsolutePath;

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
