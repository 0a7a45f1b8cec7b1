using Microsoft.AspNetCore.Routing;
using Mlops.Hosting.Access;
using Mlops.Tracking.Issues;
using Mlops.Tracking.Search;

namespace Mlops.Hosting.Mlflow.Evaluation;

/// <summary>The rpcs about issues. Looking for issues needs jobs, which this server has not: <c>issues/invoke</c> is no route.</summary>
internal static class IssueEndpoints
{
    private const string Base = "3.0/mlflow/issues";
    private const string One = Base + "/{issue_id}";

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base, AccessLevel.Write, Names.Experiment("experiment_id").And(Names.Run("source_run_id").OnlyRead()), CreateAsync);
        routes.Rpc("POST", Base + "/search", AccessLevel.Read, RouteSubject.Search(Names.Experiment("experiment_id")), SearchAsync);
        routes.Rpc("GET", One, AccessLevel.Read, Names.Issue("issue_id").InRoute(), GetAsync);
        routes.Rpc("PATCH", One, AccessLevel.Write, Names.Issue("issue_id").InRoute(), UpdateAsync);
    }

    private static async Task CreateAsync(MlflowCall call)
    {
        var request = call.Request;
        var issue = new NewIssue(
            request.Required("experiment_id"),
            request.Required("name"),
            request.Required("description"),
            IssueRules.ParseStatus(request.String("status")) ?? IssueStatus.Pending,
            IssueRules.ParseSeverity(request.String("severity")),
            request.Strings("root_causes"),
            request.Strings("categories"),
            TextOrNull(request.String("source_run_id")),
            TextOrNull(request.String("created_by")));
        await RespondAsync(call, await Service(call).CreateAsync(call.Workspace, issue, call.Aborted));
    }

    private static async Task GetAsync(MlflowCall call) =>
        await RespondAsync(call, await Service(call).GetAsync(call.Workspace, IssueId(call), call.Aborted));

    private static async Task UpdateAsync(MlflowCall call)
    {
        var request = call.Request;
        var update = new IssueUpdate(
            TextOrNull(request.String("name")),
            TextOrNull(request.String("description")),
            IssueRules.ParseStatus(request.String("status")),
            IssueRules.ParseSeverity(request.String("severity")));
        await RespondAsync(call, await Service(call).UpdateAsync(call.Workspace, IssueId(call), update, call.Aborted));
    }

    private static async Task SearchAsync(MlflowCall call)
    {
        var request = call.Request;
        var query = new IssueQuery(
            TextOrNull(request.String("experiment_id")),
            IssueSearch.ParseFilter(request.String("filter_string")).Comparisons,
            request.Bool("include_trace_count") ?? false,
            IssueSearch.MaxResults.Resolve(request.Int64("max_results")),
            PageToken.Decode(request.String("page_token")))
        {
            Reader = call.Access.ExperimentReader,
        };
        var page = await Service(call).SearchAsync(call.Workspace, query, call.Aborted);
        await call.RespondAsync(new SearchIssuesResponse(page.Items, page.NextPageToken ?? ""));
    }

    private static IssueService Service(MlflowCall call) => call.Service<IssueService>();

    private static string IssueId(MlflowCall call) => call.Context.GetRouteValue("issue_id") as string ?? "";

    private static string? TextOrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static Task RespondAsync(MlflowCall call, Issue issue) => call.RespondAsync(new IssueResponse(issue));
}
