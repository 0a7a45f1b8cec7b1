using System.Net;
using System.Text.Json;
using Mlops.Hosting.Tests.Registry;

namespace Mlops.Hosting.Tests.Evaluation;

/// <summary>What the routes of issues make of requests.</summary>
public sealed class IssueRouteTests : IAsyncLifetime
{
    private const string Issues = "/api/3.0/mlflow/issues";
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task An_issue_is_created_changed_and_found()
    {
        var created = (await _host.PostAsync(Issues, new { experiment_id = "0", name = "slow", description = "It's slow", root_causes = new[] { "net" } })).GetProperty("issue");
        var id = created.Text("issue_id");
        Assert.Equal(("pending", "slow", "net"), (created.Text("status"), created.Text("name"), created.GetProperty("root_causes")[0].GetString()));
        Assert.False(created.TryGetProperty("severity", out _));
        Assert.False(created.TryGetProperty("trace_count", out _));

        var changed = (await _host.SendAsync(HttpMethod.Patch, $"{Issues}/{id}", new { status = "resolved", severity = "not_an_issue", name = "" })).GetProperty("issue");
        Assert.Equal(("resolved", "not_an_issue", "slow"), (changed.Text("status"), changed.Text("severity"), changed.Text("name")));
        Assert.Equal(changed.GetRawText(), (await _host.GetAsync($"{Issues}/{id}")).GetProperty("issue").GetRawText());

        var found = await _host.PostAsync(Issues + "/search", new { experiment_id = "0", filter_string = "status = 'resolved'", include_trace_count = true });
        Assert.Equal((id, 0, ""), (found.GetProperty("issues")[0].Text("issue_id"), found.GetProperty("issues")[0].GetProperty("trace_count").GetInt32(), found.Text("next_page_token")));
        Assert.Equal("""{"next_page_token":""}""", (await _host.PostAsync(Issues + "/search", new { filter_string = "status = 'pending'" })).GetRawText());
    }

    [Theory]
    [InlineData("""{"experiment_id": "0", "name": "x"}""", "Missing value for required parameter 'description'.")]
    [InlineData("""{"experiment_id": "0", "name": "x", "description": "y", "status": "open"}""", "Invalid value 'open' for parameter 'status' supplied: it must be one of 'pending', 'rejected', 'resolved'.")]
    [InlineData("""{"experiment_id": "0", "name": "x", "description": "y", "severity": "huge"}""", "'severity'")]
    [InlineData("""{"experiment_id": "0", "name": "x", "description": "y", "categories": "z"}""", "'categories'")]
    public async Task A_bad_issue_is_refused_by_its_field(string body, string message)
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, Issues, JsonDocument.Parse(body));
        var refusal = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), (refusal.Status, refusal.Code));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name = 'x'", "Invalid filter field 'name'. Supported fields: {'source_run_id', 'status'}")]
    [InlineData("status LIKE 'x'", "Invalid comparator 'LIKE'. Supported comparators: {'=', '!='}")]
    [InlineData("status = 'x' OR status = 'y'", "Invalid clause(s) in filter string: OR")]
    public async Task A_bad_search_is_refused(string filter, string message)
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, Issues + "/search", new { filter_string = filter });
        var refusal = await answer.RefusalAsync();
        Assert.Equal(HttpStatusCode.BadRequest, refusal.Status);
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
    }
}
