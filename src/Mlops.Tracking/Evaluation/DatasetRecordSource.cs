namespace Mlops.Tracking.Evaluation;

/// <summary>Where a record comes from.</summary>
/// <param name="SourceType"><c>TRACE</c>, <c>HUMAN</c>, <c>DOCUMENT</c>, <c>CODE</c> or <c>UNSPECIFIED</c>.</param>
/// <param name="SourceId">The trace, or whatever the data call <c>source_id</c>; null if they call nothing so.</param>
/// <param name="Json">Type and data as a JSON object.</param>
internal sealed record DatasetRecordSource(string SourceType, string? SourceId, string Json)
{
    internal const string Unspecified = "UNSPECIFIED";

    internal static readonly string[] Types = [Unspecified, "TRACE", "HUMAN", "DOCUMENT", "CODE"];
}
