using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Mlops.Hosting.Tests.Traces;

/// <summary>Calls that the tests of traces share.</summary>
internal static class TraceCalls
{
    public const string Base = "/api/3.0/mlflow/traces";
    public const string Legacy = "/api/2.0/mlflow/traces";
    public const string Id = "tr-000000000000000000000000000000aa";

    /// <summary>Sends a client's account of a trace.</summary>
    public static async Task<JsonElement> StartTraceAsync(this TestHost host, string traceId = Id, object? metadata = null, object? tags = null, string time = "2026-01-02T03:04:05Z")
    {
        var answer = await host.PostAsync(Base, new
        {
            trace = new
            {
                trace_info = new
                {
                    trace_id = traceId,
                    trace_location = new { type = "MLFLOW_EXPERIMENT", mlflow_experiment = new { experiment_id = "0" } },
                    request_time = time,
                    execution_duration = "1.500s",
                    state = "OK",
                    trace_metadata = metadata ?? new { },
                    tags = tags ?? new { },
                },
            },
        });
        return answer.GetProperty("trace").GetProperty("trace_info");
    }

    /// <summary>A trace export request in JSON with one span for each id; the first is the root.</summary>
    public static byte[] Export(string traceId = Id, params string[] spanIds) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
    {
        resourceSpans = new[]
        {
            new
            {
                scopeSpans = new[]
                {
                    new
                    {
                        spans = spanIds.Select((id, i) => new
                        {
                            traceId = traceId[3..],
                            spanId = id,
                            parentSpanId = i == 0 ? "" : spanIds[0],
                            name = "span " + id,
                            startTimeUnixNano = "1000000000",
                            endTimeUnixNano = "2000000000",
                            attributes = new[] { new { key = "k", value = new { stringValue = "v" } } },
                            status = new { code = 1 },
                        }),
                    },
                },
            },
        },
    }));

    /// <summary>Sends an export request and gives whatever comes back.</summary>
    public static async Task<HttpResponseMessage> ExportAsync(
        this TestHost host, byte[] body, string type = "application/json", string? encoding = null, string? experimentId = "0", string path = "/v1/traces")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        if (experimentId is not null)
        {
            request.Headers.Add("x-mlflow-experiment-id", experimentId);
        }

        return await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
