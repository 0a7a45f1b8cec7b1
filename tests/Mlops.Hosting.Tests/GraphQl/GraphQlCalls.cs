using System.Net;
using System.Text.Json;

namespace Mlops.Hosting.Tests.GraphQl;

internal static class GraphQlCalls
{
    /// <summary>Sends a query and gives <c>data</c>; there must be no errors.</summary>
    public static async Task<JsonElement> QueryAsync(this TestHost host, string query, object? variables = null, string prefix = "")
    {
        var answer = await host.PostAsync(prefix + "/graphql", new { query, variables });
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("errors").ValueKind);
        return answer.GetProperty("data");
    }

    /// <summary>Sends a query that is refused and gives the texts of its errors.</summary>
    public static async Task<string[]> ErrorsAsync(this TestHost host, string query, object? variables = null, string? operationName = null)
    {
        using var answer = await host.TryAsync(HttpMethod.Post, "/graphql", new { query, variables, operationName });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return [.. json.RootElement.GetProperty("errors").EnumerateArray().Select(error => error.GetString()!)];
    }
}
