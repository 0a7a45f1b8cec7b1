using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Mlops.Hosting.Tests.Traces;

public sealed class TraceRouteTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_trace_is_answered_as_it_was_told()
    {
        await using var host = await TestHost.StartAsync();
        var info = await host.StartTraceAsync(metadata: new { m = "1" }, tags: new { t = "2" }, time: "2026-01-02T04:04:05.5678+01:00");
        Assert.Equal("2026-01-02T03:04:05.567Z", info.GetProperty("request_time").GetString());
        Assert.Equal("1.500s", info.GetProperty("execution_duration").GetString());
        Assert.Equal("true", info.GetProperty("trace_metadata").GetProperty("mlflow.trace.infoFinalized").GetString());
        Assert.Equal("1", info.GetProperty("trace_metadata").GetProperty("m").GetString());
        Assert.Equal("2", info.GetProperty("tags").GetProperty("t").GetString());
        var infos = await host.PostAsync($"{TraceCalls.Base}/batchGetInfos", new { trace_ids = new[] { "x", TraceCalls.Id } });
        Assert.Equal(info.GetRawText(), Assert.Single(infos.GetProperty("trace_infos").EnumerateArray()).GetRawText());
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("012345678901234567890123456789012345678901234567890")]
    public async Task An_id_that_is_no_plain_word_is_refused(string traceId)
    {
        await using var host = await TestHost.StartAsync();
        using var answer = await host.TryAsync(HttpMethod.Post, TraceCalls.Base, new
        {
            trace = new { trace_info = new { trace_id = traceId, trace_location = new { mlflow_experiment = new { experiment_id = "0" } } } },
        });
        Assert.Equal("INVALID_PARAMETER_VALUE", await ErrorAsync(answer, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_trace_that_lacks_spans_is_waited_for_and_then_only_given_to_who_takes_a_part()
    {
        await using var host = await TestHost.StartAsync(services => services.AddSingleton<TimeProvider>(new EagerTime()));
        (await host.ExportAsync(TraceCalls.Export(TraceCalls.Id, "00000000000000ab"))).Dispose();
        await host.StartTraceAsync(metadata: new Dictionary<string, string> { ["mlflow.trace.sizeStats"] = """{"num_spans": 2}""" });
        using var missing = await host.Client.GetAsync($"{TraceCalls.Base}/get?trace_id={TraceCalls.Id}", Stop);
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", await ErrorAsync(missing, HttpStatusCode.NotFound));
        var part = await host.GetAsync($"{TraceCalls.Base}/get?trace_id={TraceCalls.Id}&allow_partial=true");
        Assert.Single(part.GetProperty("trace").GetProperty("spans").EnumerateArray());
        Assert.Equal("{}", (await host.GetAsync($"{TraceCalls.Base}/batchGet?trace_ids={TraceCalls.Id}")).GetRawText());
        (await host.ExportAsync(TraceCalls.Export(TraceCalls.Id, "00000000000000cd"))).Dispose();
        var whole = await host.GetAsync($"{TraceCalls.Base}/batchGet?trace_ids={TraceCalls.Id}");
        Assert.Equal(2, whole.GetProperty("traces")[0].GetProperty("spans").GetArrayLength());
    }

    [Fact]
    public async Task A_trace_of_the_second_version_is_started_tagged_ended_and_found()
    {
        await using var host = await TestHost.StartAsync();
        var started = (await host.PostAsync(TraceCalls.Legacy, new
        {
            experiment_id = "0",
            timestamp_ms = 1000,
            request_metadata = new[] { new { key = "m", value = "1" } },
            tags = new[] { new { key = "t", value = "2" } },
        })).GetProperty("trace_info");
        Assert.Equal("IN_PROGRESS", started.GetProperty("status").GetString());
        var id = started.GetProperty("request_id").GetString()!;
        await host.SendAsync(HttpMethod.Patch, $"{TraceCalls.Legacy}/{id}/tags", new { key = "u", value = "3" });
        await host.SendAsync(HttpMethod.Delete, $"{TraceCalls.Legacy}/{id}/tags", new { key = "t" });
        await host.SendAsync(HttpMethod.Patch, $"{TraceCalls.Legacy}/{id}", new { timestamp_ms = 1250, status = "ERROR" });
        var info = (await host.GetAsync($"{TraceCalls.Legacy}/{id}/info")).GetProperty("trace_info");
        Assert.Equal(
            $$"""{"request_id":"{{id}}","experiment_id":"0","timestamp_ms":1000,"execution_time_ms":250,"status":"ERROR","request_metadata":[{"key":"m","value":"1"}],"tags":[{"key":"mlflow.artifactLocation","value":"mlflow-artifacts:/0/traces/{{id}}/artifacts"},{"key":"u","value":"3"}]}""",
            info.GetRawText());
        var found = await host.GetAsync($"{TraceCalls.Legacy}?experiment_ids=0&filter=status%20%3D%20'ERROR'&max_results=1&order_by=timestamp_ms");
        Assert.Equal(info.GetRawText(), Assert.Single(found.GetProperty("traces").EnumerateArray()).GetRawText());
        Assert.Equal("eyJvZmZzZXQiOiAxfQ==", found.GetProperty("next_page_token").GetString());
    }

    [Fact]
    public async Task Routes_of_another_vendor_are_answered_with_nothing()
    {
        await using var host = await TestHost.StartAsync();
        foreach (var path in (string[])["unified-traces", "get-online-trace-details"])
        {
            using var answer = await host.Client.GetAsync($"/api/2.0/mlflow/{path}?trace_id=x", Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
        }
    }

    [Theory]
    [InlineData("""{"experiment_id":"0"}""")]
    [InlineData("""{"experiment_id":"0","max_traces":1}""")]
    [InlineData("""{"experiment_id":"0","request_ids":["x"],"max_timestamp_millis":1}""")]
    [InlineData("""{"experiment_id":"0","request_ids":["x"],"max_traces":1}""")]
    [InlineData("""{"experiment_id":"0","max_timestamp_millis":1,"max_traces":0}""")]
    [InlineData("""{"request_ids":["x"]}""")]
    public async Task A_deletion_must_say_what_it_means(string request)
    {
        await using var host = await TestHost.StartAsync();
        using var answer = await host.TryAsync(HttpMethod.Post, $"{TraceCalls.Base}/delete-traces", JsonSerializer.Deserialize<JsonElement>(request));
        Assert.Equal("INVALID_PARAMETER_VALUE", await ErrorAsync(answer, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Traces_are_linked_to_runs_and_prompts()
    {
        await using var host = await TestHost.StartAsync();
        await host.StartTraceAsync();
        var run = (await host.PostAsync("/api/2.0/mlflow/runs/create", new { experiment_id = "0" })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString();
        await host.PostAsync($"{TraceCalls.Legacy}/link-to-run", new { run_id = run, trace_ids = new[] { TraceCalls.Id } });
        await host.PostAsync($"{TraceCalls.Legacy}/link-prompts", new { trace_id = TraceCalls.Id, prompt_versions = new[] { new { name = "p", version = "2" } } });
        var found = await host.PostAsync($"{TraceCalls.Base}/search", new
        {
            locations = new[] { new { mlflow_experiment = new { experiment_id = "0" } } },
            filter = $"run_id = '{run}' AND prompt = 'p/2'",
        });
        Assert.Single(found.GetProperty("traces").EnumerateArray());
        using var many = await host.TryAsync(HttpMethod.Post, $"{TraceCalls.Legacy}/link-to-run", new { run_id = run, trace_ids = Enumerable.Range(0, 101).Select(i => $"t{i}") });
        Assert.Equal("INVALID_PARAMETER_VALUE", await ErrorAsync(many, HttpStatusCode.BadRequest));
        using var odd = await host.TryAsync(HttpMethod.Post, $"{TraceCalls.Legacy}/link-prompts", new { trace_id = TraceCalls.Id, prompt_versions = new[] { new { name = "p", version = "x" } } });
        Assert.Equal("INVALID_PARAMETER_VALUE", await ErrorAsync(odd, HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Long_values_are_cut_and_long_keys_refused()
    {
        await using var host = await TestHost.StartAsync();
        var info = await host.StartTraceAsync(metadata: new { m = new string('x', 9000) });
        Assert.Equal(8000, info.GetProperty("trace_metadata").GetProperty("m").GetString()!.Length);
        await host.SendAsync(HttpMethod.Patch, $"{TraceCalls.Base}/{TraceCalls.Id}/tags", new { key = "k", value = new string('x', 9000) });
        using var answer = await host.TryAsync(HttpMethod.Patch, $"{TraceCalls.Base}/{TraceCalls.Id}/tags", new { key = new string('k', 251), value = "x" });
        Assert.Equal("INVALID_PARAMETER_VALUE", await ErrorAsync(answer, HttpStatusCode.BadRequest));
    }

    private static async Task<string?> ErrorAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("error_code").GetString();
    }
}
