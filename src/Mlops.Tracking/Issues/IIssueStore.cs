using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Issues;

/// <summary>Keeps issues, per workspace.</summary>
/// <remarks>A change is durable when the task ends. Arguments are already validated.</remarks>
internal interface IIssueStore
{
    /// <summary>Creates an issue in an active experiment (rpc <c>createIssue</c>).</summary>
    /// <param name="workspace">The workspace path; empty for the default workspace.</param>
    /// <param name="issue">What to create.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The issue.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown experiment or run, <c>INVALID_PARAMETER_VALUE</c>
    /// for a deleted experiment.</exception>
    ValueTask<Issue> CreateAsync(string workspace, NewIssue issue, CancellationToken cancellationToken);

    /// <summary>Reads an issue (rpc <c>getIssue</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="issueId">The issue's id.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The issue.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown one.</exception>
    ValueTask<Issue> GetAsync(string workspace, string issueId, CancellationToken cancellationToken);

    /// <summary>Changes an issue (rpc <c>updateIssue</c>).</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="issueId">The issue's id.</param>
    /// <param name="update">What to change.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The issue after the change.</returns>
    /// <exception cref="MlflowException"><c>RESOURCE_DOES_NOT_EXIST</c> for an unknown one.</exception>
    ValueTask<Issue> UpdateAsync(string workspace, string issueId, IssueUpdate update, CancellationToken cancellationToken);

    /// <summary>Searches issues, the worst and then the newest first (rpc <c>searchIssues</c>).</summary>
    /// <param name="workspace">The workspace path; nothing of other workspaces is found.</param>
    /// <param name="query">What to look for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>One page.</returns>
    ValueTask<Page<Issue>> SearchAsync(string workspace, IssueQuery query, CancellationToken cancellationToken);
}
