using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace Mlops.Hosting.Problems;

/// <summary>Problem details of RFC 9457; every one has all of these members.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What went wrong, for people.</param>
/// <param name="Errors">The fields at fault; empty when it is not about fields.</param>
internal sealed record Problem(int Status, string Detail, IReadOnlyList<ProblemField> Errors)
{
    /// <summary>Says that the status alone tells the kind.</summary>
    [JsonPropertyOrder(-2)]
    public string Type { get; } = "about:blank";

    [JsonPropertyOrder(-1)]
    public string Title { get; } = ReasonPhrases.GetReasonPhrase(Status);
}

/// <summary>A field at fault.</summary>
/// <param name="Field">Its name as the request has it.</param>
/// <param name="Reason">The reason as a predicate.</param>
internal sealed record ProblemField(string Field, string Reason);

/// <summary>Source-generated JSON metadata of problem details.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ProblemJson : JsonSerializerContext;
