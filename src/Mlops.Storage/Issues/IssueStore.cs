using System.Data.Common;
using System.Text.Json;
using Mlops.Storage.Access;
using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Issues;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Issues;

internal sealed class IssueStore(
    IRelationalDatabase database, WorkspaceTable workspaces, ExperimentStore experiments, RunResolver runs, TimeProvider time) : IIssueStore
{
    private const int NoSeverity = -1;
    private const string Columns =
        "i.issue_id, i.experiment_id, i.name, i.description, i.status, i.severity, i.root_causes, i.categories, i.source_run_id, i.created_by, i.created_time, i.last_updated_time";

    private const string TraceCount =
        ", (SELECT COUNT(DISTINCT a.trace) FROM assessments a JOIN traces t ON t.id = a.trace WHERE a.kind = 'issue' AND a.name = i.issue_id AND t.workspace_id = i.workspace_id)";

    public async ValueTask<Issue> CreateAsync(string workspace, NewIssue issue, CancellationToken cancellationToken)
    {
        var issueId = "iss-" + Guid.NewGuid().ToString("N");
        var (created, workspaceId) = await database.WriteAsync(
            async session =>
            {
                var workspaceId = await workspaces.GetAsync(session, workspace);
                var experiment = await experiments.FindForWritingAsync(session, workspace, workspaceId, issue.ExperimentId);
                if (issue.SourceRunId is not null)
                {
                    await runs.FindAsync(session, workspace, issue.SourceRunId);
                }

                await session.ExecuteAsync(
                    """
                    INSERT INTO issues
                        (issue_id, workspace_id, experiment_id, name, description, status, severity, root_causes, categories, source_run_id, created_by, created_time, last_updated_time)
                    VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @11)
                    """,
                    issueId, workspaceId, experiment.Id, issue.Name, issue.Description, (long)issue.Status, (long?)issue.Severity ?? NoSeverity,
                    Json(issue.RootCauses), Json(issue.Categories), issue.SourceRunId, issue.CreatedBy, Now());
                return (await ReadAsync(session, workspaceId, issueId), workspaceId);
            },
            cancellationToken);
        workspaces.Remember(workspace, workspaceId);
        return created;
    }

    public ValueTask<Issue> GetAsync(string workspace, string issueId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await ReadAsync(session, await workspaces.FindAsync(session, workspace), issueId), cancellationToken);

    public ValueTask<Issue> UpdateAsync(string workspace, string issueId, IssueUpdate update, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var workspaceId = await workspaces.FindAsync(session, workspace);
            var old = await ReadAsync(session, workspaceId, issueId);
            await session.ExecuteAsync(
                "UPDATE issues SET name = @2, description = @3, status = @4, severity = @5, last_updated_time = @6 WHERE issue_id = @0 AND workspace_id = @1",
                issueId, workspaceId, update.Name ?? old.Name, update.Description ?? old.Description, (long)(update.Status ?? old.Status),
                (long?)(update.Severity ?? old.Severity) ?? NoSeverity, Now());
            return await ReadAsync(session, workspaceId, issueId);
        },
        cancellationToken);

    public ValueTask<Page<Issue>> SearchAsync(string workspace, IssueQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var workspaceId = await workspaces.FindAsync(session, workspace);
            var sql = new SqlBuilder().Append("SELECT ").Append(Columns).Append(query.IncludeTraceCount ? TraceCount : ", 0").Append(" AS trace_count FROM issues i WHERE i.workspace_id = ").Value(workspaceId)
                .ReadableExperiments(query.Reader, "i.experiment_id", "i.workspace_id");
            if (query.ExperimentId is not null)
            {
                sql.Append(" AND i.experiment_id").In(await ExperimentRows.ResolveAsync(session, workspaceId, [query.ExperimentId]));
            }

            foreach (var comparison in query.Filter)
            {
                sql.Append(" AND ");
                AddComparison(sql, comparison);
            }

            var page = sql.Append(" ORDER BY i.severity DESC, trace_count DESC, i.created_time DESC, i.issue_id DESC LIMIT ").Value(query.MaxResults + 1L).Append(" OFFSET ").Value(query.Offset).Build();
            var found = await session.QueryAsync(
                page.Text, row => query.IncludeTraceCount ? Read(row) with { TraceCount = row.GetInt64(12) } : Read(row), page.Parameters);
            var next = found.Count > query.MaxResults ? PageToken.Encode(query.Offset + query.MaxResults) : null;
            return new Page<Issue>([.. found.Take(query.MaxResults)], next);
        },
        cancellationToken);

    private static void AddComparison(SqlBuilder sql, Comparison comparison)
    {
        if (comparison.Key != "status")
        {
            sql.Compare("i.source_run_id", comparison.Operator, comparison.Value);
            return;
        }

        // A status that no issue can have equals none.
        var status = comparison.Value.Text switch
        {
            "pending" => (long)IssueStatus.Pending,
            "rejected" => (long)IssueStatus.Rejected,
            "resolved" => (long)IssueStatus.Resolved,
            _ => -1,
        };
        sql.Compare("i.status", comparison.Operator, FilterValue.FromInteger(status));
    }

    private static async ValueTask<Issue> ReadAsync(RelationalSession session, long workspaceId, string issueId) =>
        await session.QueryFirstAsync($"SELECT {Columns} FROM issues i WHERE i.issue_id = @0 AND i.workspace_id = @1", Read, [issueId, workspaceId])
        ?? throw MlflowException.ResourceDoesNotExist($"Issue with ID '{(issueId.Length <= 100 ? issueId : issueId[..100] + "…")}' not found");

    private static Issue Read(DbDataReader row) => new()
    {
        IssueId = row.GetString(0),
        ExperimentId = ExperimentRows.Id(row.GetInt64(1)),
        Name = row.GetString(2),
        Description = row.GetString(3),
        Status = (IssueStatus)row.GetInt64(4),
        Severity = row.GetInt64(5) == NoSeverity ? null : (IssueSeverity)row.GetInt64(5),
        RootCauses = Texts(row.GetString(6)),
        Categories = Texts(row.GetString(7)),
        SourceRunId = row.IsDBNull(8) ? null : row.GetString(8),
        CreatedBy = row.IsDBNull(9) ? null : row.GetString(9),
        CreatedTimestamp = row.GetInt64(10),
        LastUpdatedTimestamp = row.GetInt64(11),
    };

    private static string Json(IReadOnlyList<string> texts)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var text in texts)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static IReadOnlyList<string> Texts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(static text => text.GetString()!)];
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
