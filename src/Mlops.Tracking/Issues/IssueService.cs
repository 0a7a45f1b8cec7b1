namespace Mlops.Tracking.Issues;

/// <summary>The rules of the issue rpcs in front of the store.</summary>
/// <param name="store">Keeps the issues.</param>
internal sealed class IssueService(IIssueStore store)
{
    /// <inheritdoc cref="IIssueStore.CreateAsync"/>
    public ValueTask<Issue> CreateAsync(string workspace, NewIssue issue, CancellationToken cancellationToken)
    {
        IssueRules.Check(issue);
        return store.CreateAsync(workspace, issue, cancellationToken);
    }

    /// <inheritdoc cref="IIssueStore.GetAsync"/>
    public ValueTask<Issue> GetAsync(string workspace, string issueId, CancellationToken cancellationToken) =>
        store.GetAsync(workspace, issueId, cancellationToken);

    /// <inheritdoc cref="IIssueStore.UpdateAsync"/>
    public ValueTask<Issue> UpdateAsync(string workspace, string issueId, IssueUpdate update, CancellationToken cancellationToken)
    {
        IssueRules.Check(update);
        return store.UpdateAsync(workspace, issueId, update, cancellationToken);
    }

    /// <inheritdoc cref="IIssueStore.SearchAsync"/>
    public ValueTask<Page<Issue>> SearchAsync(string workspace, IssueQuery query, CancellationToken cancellationToken) =>
        store.SearchAsync(workspace, query, cancellationToken);
}
