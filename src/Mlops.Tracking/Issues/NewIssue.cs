namespace Mlops.Tracking.Issues;

/// <summary>What <c>createIssue</c> asks for.</summary>
/// <param name="ExperimentId">The experiment; <c>0</c> is the workspace's default one.</param>
/// <param name="Name">A short name.</param>
/// <param name="Description">What goes wrong.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Severity">How bad it is, or null.</param>
/// <param name="RootCauses">What may cause it.</param>
/// <param name="Categories">What it is filed under.</param>
/// <param name="SourceRunId">The run that found it, or null.</param>
/// <param name="CreatedBy">Who creates it, or null.</param>
internal sealed record NewIssue(
    string ExperimentId,
    string Name,
    string Description,
    IssueStatus Status,
    IssueSeverity? Severity,
    IReadOnlyList<string> RootCauses,
    IReadOnlyList<string> Categories,
    string? SourceRunId,
    string? CreatedBy);

/// <summary>What <c>updateIssue</c> changes; null leaves a member as it is.</summary>
/// <param name="Name">A new name.</param>
/// <param name="Description">A new description.</param>
/// <param name="Status">A new status.</param>
/// <param name="Severity">A new severity.</param>
internal sealed record IssueUpdate(string? Name, string? Description, IssueStatus? Status, IssueSeverity? Severity);
