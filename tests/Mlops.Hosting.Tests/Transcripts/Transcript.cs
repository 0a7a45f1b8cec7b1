using System.Text.Json;

namespace Mlops.Hosting.Tests.Transcripts;

/// <summary>
/// What an MLflow client asked and an MLflow server answered, on an empty server; with the values that differ from run to run.
/// </summary>
internal sealed record Transcript(string Name, IReadOnlyList<string> Volatile, IReadOnlyList<JsonElement> Exchanges)
{
    public static Transcript Load(string name)
    {
        var root = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "transcripts", name + ".json"))).RootElement;
        return new Transcript(
            name,
            [.. root.GetProperty("volatile").EnumerateObject().SelectMany(kind => kind.Value.EnumerateArray()).Select(value => value.GetString()!)],
            [.. root.GetProperty("exchanges").EnumerateArray()]);
    }
}
