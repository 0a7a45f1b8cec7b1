using System.Text.Json.Serialization;

namespace Mlops.Tracking.Issues;

/// <summary>Something that goes wrong in traces (MLflow's <c>Issue</c> message).</summary>
internal sealed record Issue
{
    /// <summary><c>iss-</c> and 32 hexadecimal digits, given by the server.</summary>
    public required string IssueId { get; init; }

    /// <summary>The experiment it belongs to.</summary>
    public required string ExperimentId { get; init; }

    /// <summary>A short name.</summary>
    public required string Name { get; init; }

    /// <summary>What goes wrong.</summary>
    public required string Description { get; init; }

    /// <summary>What became of it.</summary>
    public required IssueStatus Status { get; init; }

    /// <summary>How bad it is, if anybody said so.</summary>
    public IssueSeverity? Severity { get; init; }

    /// <summary>What may cause it.</summary>
    public IReadOnlyList<string> RootCauses { get; init; } = [];

    /// <summary>The run that found it, or null.</summary>
    public string? SourceRunId { get; init; }

    /// <summary>When it was created, in milliseconds since 1970.</summary>
    public long CreatedTimestamp { get; init; }

    /// <summary>When it last changed, in milliseconds since 1970.</summary>
    public long LastUpdatedTimestamp { get; init; }

    /// <summary>Who created it, if anybody said so.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>What it is filed under.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>How many traces have it; null where nobody asked.</summary>
    public long? TraceCount { get; init; }
}

/// <summary>What became of an issue.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IssueStatus>))]
internal enum IssueStatus
{
    /// <summary>Nobody has looked at it yet.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending = 0,

    /// <summary>It is none.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected = 1,

    /// <summary>It is mended.</summary>
    [JsonStringEnumMemberName("resolved")]
    Resolved = 2,
}

/// <summary>How bad an issue is; a higher number is worse.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IssueSeverity>))]
internal enum IssueSeverity
{
    /// <summary>Not at all.</summary>
    [JsonStringEnumMemberName("not_an_issue")]
    NotAnIssue = 0,

    /// <summary>A little.</summary>
    [JsonStringEnumMemberName("low")]
    Low = 1,

    /// <summary>Rather.</summary>
    [JsonStringEnumMemberName("medium")]
    Medium = 2,

    /// <summary>Very.</summary>
    [JsonStringEnumMemberName("high")]
    High = 3,
}

/// <summary>The answer of rpcs <c>createIssue</c>, <c>updateIssue</c> and <c>getIssue</c>.</summary>
/// <param name="Issue">The issue.</param>
internal sealed record IssueResponse(Issue Issue);

/// <summary>The answer of rpc <c>searchIssues</c>.</summary>
/// <param name="Issues">One page.</param>
/// <param name="NextPageToken">The next page's token; empty at the end.</param>
internal sealed record SearchIssuesResponse(IReadOnlyList<Issue> Issues, string NextPageToken);
