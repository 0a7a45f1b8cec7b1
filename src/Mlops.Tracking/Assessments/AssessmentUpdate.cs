namespace Mlops.Tracking.Assessments;

/// <summary>What <c>updateAssessment</c> changes; null leaves a member as it is.</summary>
internal sealed record AssessmentUpdate
{
    /// <summary>A new name.</summary>
    public string? Name { get; init; }

    /// <summary>New feedback; only for what is feedback.</summary>
    public Feedback? Feedback { get; init; }

    /// <summary>A new expectation; only for what is one.</summary>
    public Expectation? Expectation { get; init; }

    /// <summary>A new reason.</summary>
    public string? Rationale { get; init; }

    /// <summary>Metadata to add or to replace.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Whether it counts.</summary>
    public bool? Valid { get; init; }
}
