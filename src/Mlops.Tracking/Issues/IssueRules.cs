using Mlops.Tracking.Errors;
using Mlops.Tracking.Validation;

namespace Mlops.Tracking.Issues;

/// <summary>Names and bounds of issues, as MLflow's tables have them.</summary>
internal static class IssueRules
{
    private const int MaxNameLength = 250;
    private const int MaxTextLength = 65_535;
    private const int MaxUserLength = 255;
    private const int MaxListed = 1000;

    /// <summary>Reads a status.</summary>
    /// <param name="text">The name, or null.</param>
    /// <returns>The status; null for null.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for any other name.</exception>
    public static IssueStatus? ParseStatus(string? text) => text switch
    {
        null => null,
        "pending" => IssueStatus.Pending,
        "rejected" => IssueStatus.Rejected,
        "resolved" => IssueStatus.Resolved,
        _ => throw Unknown("status", text, "'pending', 'rejected', 'resolved'"),
    };

    /// <summary>Reads a severity.</summary>
    /// <param name="text">The name, or null.</param>
    /// <returns>The severity; null for null.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for any other name.</exception>
    public static IssueSeverity? ParseSeverity(string? text) => text switch
    {
        null => null,
        "not_an_issue" => IssueSeverity.NotAnIssue,
        "low" => IssueSeverity.Low,
        "medium" => IssueSeverity.Medium,
        "high" => IssueSeverity.High,
        _ => throw Unknown("severity", text, "'not_an_issue', 'low', 'medium', 'high'"),
    };

    /// <summary>Checks a new issue.</summary>
    /// <param name="issue">The issue.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what breaks a limit.</exception>
    public static void Check(NewIssue issue)
    {
        ArgumentNullException.ThrowIfNull(issue);
        EntityName.CheckLength("name", issue.Name, MaxNameLength);
        EntityName.CheckLength("description", issue.Description, MaxTextLength);
        EntityName.CheckLength("created_by", issue.CreatedBy ?? "", MaxUserLength);
        CheckList("root_causes", issue.RootCauses);
        CheckList("categories", issue.Categories);
    }

    /// <summary>Checks a change of an issue.</summary>
    /// <param name="update">The change.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what breaks a limit.</exception>
    public static void Check(IssueUpdate update)
    {
        ArgumentNullException.ThrowIfNull(update);
        EntityName.CheckLength("name", update.Name ?? "", MaxNameLength);
        EntityName.CheckLength("description", update.Description ?? "", MaxTextLength);
    }

    private static void CheckList(string field, IReadOnlyList<string> texts)
    {
        if (texts.Count > MaxListed)
        {
            throw MlflowException.InvalidParameterValue($"'{field}' holds {texts.Count} texts; at most {MaxListed} are allowed.");
        }

        for (var i = 0; i < texts.Count; i++)
        {
            EntityName.CheckLength($"{field}[{i}]", texts[i], MaxTextLength);
        }
    }

    private static MlflowException Unknown(string field, string text, string known) =>
        MlflowException.InvalidParameterValue($"Invalid value '{EntityName.Shorten(text)}' for parameter '{field}' supplied: it must be one of {known}.");
}
