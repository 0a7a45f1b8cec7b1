using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CsCheck;

namespace Mlops.Hosting.Tests.Tracking;

/// <summary>Whatever a caller sends, it is the caller's mistake and never the server's.</summary>
public sealed class FuzzedRequestTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_body_makes_any_route_fail()
    {
        await using var host = await TestHost.StartAsync();
        var message = new FuzzedMessage(await CreateRunAsync(host));
        foreach (var route in Routes(host, await CreateModelAsync(host), await CreateEvaluationDatasetAsync(host)).Where(route => route.Method != HttpMethod.Get))
        {
            await message.Body(route.Pattern).SampleAsync(
                async body =>
                {
                    using var content = new ByteArrayContent(body);
                    content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                    using var request = new HttpRequestMessage(route.Method!, route.Path) { Content = content };
                    request.Headers.Add("x-mlflow-experiment-id", "0");
                    await IsTheCallersMistakeAsync(host.Client, request);
                },
                iter: 50, threads: 2, print: body => $"{route}: {FuzzedMessage.Print(body)}");
        }

        await CreateRunAsync(host);
    }

    [Fact]
    public async Task No_query_makes_any_route_fail()
    {
        await using var host = await TestHost.StartAsync();
        var message = new FuzzedMessage(await CreateRunAsync(host));
        foreach (var route in Routes(host, await CreateModelAsync(host), await CreateEvaluationDatasetAsync(host)).Where(route => route.Method == HttpMethod.Get))
        {
            await message.Query(route.Pattern).SampleAsync(
                async query =>
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, route.Path + query);
                    await IsTheCallersMistakeAsync(host.Client, request);
                },
                iter: 50, threads: 2, print: query => $"{route}: {query}");
        }

        await CreateRunAsync(host);
    }

    /// <summary>Every route whose answers are messages; what deletes comes last.</summary>
    private static IEnumerable<MlflowRoute> Routes(TestHost host, string modelId, string datasetId) => MlflowRoute.All(host.Endpoints)
        .Where(route => route.Method is not null && route.Method != HttpMethod.Head && route.Method != HttpMethod.Put
            && !route.Pattern.StartsWith("/ajax-api/", StringComparison.Ordinal) && route.Pattern is not ("/health" or "/version")
            // Answered with nothing, always.
            && !route.Pattern.EndsWith("/unified-traces", StringComparison.Ordinal) && !route.Pattern.EndsWith("/get-online-trace-details", StringComparison.Ordinal))
        .Select(route => route with { Pattern = route.Pattern.Replace("{model_id}", modelId, StringComparison.Ordinal).Replace("{dataset_id}", datasetId, StringComparison.Ordinal) })
        .OrderBy(route => route.Method == HttpMethod.Delete);

    private static async Task<string> CreateModelAsync(TestHost host)
    {
        var created = await host.PostAsync("/api/2.0/mlflow/logged-models", new { experiment_id = "0", name = "m" });
        return created.GetProperty("model").GetProperty("info").GetProperty("model_id").GetString()!;
    }

    private static async Task<string> CreateEvaluationDatasetAsync(TestHost host)
    {
        var created = await host.PostAsync("/api/3.0/mlflow/datasets/create", new { name = "d", experiment_ids = new[] { "0" } });
        return created.GetProperty("dataset").GetProperty("dataset_id").GetString()!;
    }

    /// <summary>Sends a request and finds it answered, or refused in the protocol's envelope.</summary>
    internal static async Task IsTheCallersMistakeAsync(HttpClient client, HttpRequestMessage request)
    {
        using var answer = await client.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        // 501 is the protocol's word for what this backend does not offer.
        Assert.True(answer.StatusCode is < HttpStatusCode.InternalServerError or HttpStatusCode.NotImplemented, $"{(int)answer.StatusCode}: {text}");
        if (!answer.IsSuccessStatusCode)
        {
            using var envelope = JsonDocument.Parse(text);
            if (request.RequestUri!.AbsolutePath == "/v1/traces" && envelope.RootElement.TryGetProperty("detail", out _))
            {
                // The route of OpenTelemetry has its own way to refuse.
                return;
            }

            Assert.NotEmpty(envelope.RootElement.GetProperty("error_code").GetString()!);
            Assert.NotEmpty(envelope.RootElement.GetProperty("message").GetString()!);
        }
    }

    private static async Task<string> CreateRunAsync(TestHost host)
    {
        var created = await host.PostAsync("/api/2.0/mlflow/runs/create", new { experiment_id = "0" });
        var runId = created.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        await host.PostAsync("/api/2.0/mlflow/runs/log-metric", new { run_id = runId, key = "loss", value = 1, timestamp = 1 });
        return runId;
    }
}
