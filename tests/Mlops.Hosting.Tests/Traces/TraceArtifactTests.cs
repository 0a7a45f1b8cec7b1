using System.Net;
using System.Text.Json;

namespace Mlops.Hosting.Tests.Traces;

public sealed class TraceArtifactTests
{
    private const string Route = "/ajax-api/3.0/mlflow/get-trace-artifact?request_id=" + TraceCalls.Id;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_come_as_the_file_that_clients_know()
    {
        await using var host = await TestHost.StartAsync();
        (await host.ExportAsync(TraceCalls.Export(TraceCalls.Id, "00000000000000ab", "00000000000000cd"))).Dispose();
        using var answer = await host.Client.GetAsync(Route, Stop);
        Assert.Equal("traces.json", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        var spans = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("spans");
        Assert.Equal(2, spans.GetArrayLength());
        Assert.Equal("\"v\"", spans[0].GetProperty("attributes").GetProperty("k").GetString());
        Assert.Equal(JsonValueKind.Null, spans[0].GetProperty("parent_span_id").ValueKind);
        Assert.Equal("AAAAAAAAAKs=", spans[1].GetProperty("parent_span_id").GetString());
    }

    [Fact]
    public async Task Spans_that_the_client_keeps_in_a_file_come_from_there()
    {
        await using var host = await TestHost.StartAsync();
        await host.StartTraceAsync();
        using var missing = await host.Client.GetAsync(Route, Stop);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        await PutAsync(host, "traces.json", "{\"spans\": []}");
        Assert.Equal("{\"spans\": []}", await host.Client.GetStringAsync(new Uri(Route, UriKind.Relative), Stop));
    }

    [Fact]
    public async Task Attachments_lie_beside_it()
    {
        await using var host = await TestHost.StartAsync();
        await host.StartTraceAsync();
        await PutAsync(host, "attachments/a1", "image");
        Assert.Equal("image", await host.Client.GetStringAsync(new Uri(Route + "&path=a1", UriKind.Relative), Stop));
        foreach (var path in (string[])["..%2Ftraces.json", "%252e%252e/x", "/etc/passwd"])
        {
            using var hostile = await host.Client.GetAsync($"{Route}&path={path}", Stop);
            Assert.Equal(HttpStatusCode.BadRequest, hostile.StatusCode);
        }
    }

    [Fact]
    public async Task A_trace_must_be_named_and_known()
    {
        await using var host = await TestHost.StartAsync();
        using var unnamed = await host.Client.GetAsync("/ajax-api/2.0/mlflow/get-trace-artifact", Stop);
        Assert.Equal(HttpStatusCode.BadRequest, unnamed.StatusCode);
        using var unknown = await host.Client.GetAsync(Route, Stop);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    private static async Task PutAsync(TestHost host, string path, string content)
    {
        using var body = new StringContent(content);
        using var answer = await host.Client.PutAsync($"/api/2.0/mlflow-artifacts/artifacts/0/traces/{TraceCalls.Id}/artifacts/{path}", body, Stop);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
