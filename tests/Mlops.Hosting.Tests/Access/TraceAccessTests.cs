using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Mlops.Hosting.Tests.Traces;
using static Mlops.Hosting.Tests.Access.UserHost;

namespace Mlops.Hosting.Tests.Access;

/// <summary>
/// Traces, and what else is named by an id of its own, are as open as their experiment, by whichever route they are reached.
/// </summary>
public sealed class TraceAccessTests
{
    private const string V2 = "/api/2.0/mlflow/";
    private const string V3 = "/api/3.0/mlflow/";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// Every way that leads to something in an experiment by a trace or its like: method, path, message. Deletions come last.
    /// </summary>
    private static (string Method, string Path, object? Message, bool Writes)[] Ways(Things of) =>
    [
        ("GET", $"{V3}traces/{of.Trace}", null, false),
        ("GET", $"/ajax-api/3.0/mlflow/traces/{of.Trace}", null, false),
        ("GET", $"{V3}traces/get?trace_id={of.Trace}&allow_partial=true", null, false),
        ("GET", $"{V3}traces/batchGet?trace_ids={of.Trace}", null, false),
        ("POST", $"{V3}traces/batchGetInfos", new { trace_ids = new[] { of.Trace } }, false),
        ("POST", $"{V3}traces/batchGetInfos", new { traceIds = new[] { of.Trace } }, false),
        ("POST", $"{V3}traces/search", new { locations = new[] { Location(of.Experiment) } }, false),
        ("POST", $"{V3}traces/metrics", new { experiment_ids = new[] { of.Experiment }, view_type = "TRACES", metric_name = "trace_count", aggregations = new[] { new { aggregation_type = "COUNT" } } }, false),
        ("POST", $"{V3}traces/calculate-filter-correlation", new { experiment_ids = new[] { of.Experiment }, filter_string1 = "name = 'a'", filter_string2 = "name = 'b'" }, false),
        ("GET", $"{V2}traces/{of.Trace}/info", null, false),
        ("GET", $"{V2}traces?experiment_ids={of.Experiment}", null, false),
        ("GET", $"/ajax-api/2.0/mlflow/get-trace-artifact?request_id={of.Trace}", null, false),
        ("GET", $"/ajax-api/3.0/mlflow/get-trace-artifact?request_id={of.Trace}", null, false),
        ("GET", $"{V3}traces/{of.Trace}/assessments/{of.Assessment}", null, false),
        ("PATCH", $"{V3}traces/{of.Trace}/tags", new { key = "user_id", value = "v" }, true),
        ("DELETE", $"{V3}traces/{of.Trace}/tags", new { key = "user_id" }, true),
        ("PATCH", $"{V2}traces/{of.Trace}/tags", new { key = "k", value = "v" }, true),
        ("DELETE", $"{V2}traces/{of.Trace}/tags", new { key = "k" }, true),
        ("POST", $"{V2}traces", new { experiment_id = of.Experiment, timestamp_ms = 1, request_metadata = new[] { new { key = "session_id", value = "s" } } }, true),
        ("PATCH", $"{V2}traces/{of.Trace}", new { request_id = of.Trace, timestamp_ms = 2, status = "OK" }, true),
        ("POST", $"{V3}traces", Account(of.Experiment, of.Trace), true),
        ("POST", $"{V3}traces", Account(of.Experiment, NewId()), true),
        ("POST", "/v1/traces", Export(of.Experiment, of.Trace), true),
        ("POST", "/v1/traces", Export(of.Experiment, NewId()), true),
        ("POST", $"{V3}traces/{of.Trace}/assessments", new { assessment = Feedback }, true),
        ("PATCH", $"{V3}traces/{of.Trace}/assessments/{of.Assessment}", new { assessment = Feedback, update_mask = "feedback" }, true),
        ("POST", $"{V2}traces/link-to-run", new { trace_ids = new[] { of.Trace }, run_id = of.Run }, true),
        ("POST", $"{V2}traces/link-prompts", new { trace_id = of.Trace, prompt_versions = new[] { new { name = of.Name, version = "1" } } }, true),
        ("GET", $"{V3}datasets/{of.Dataset}", null, false),
        ("GET", $"{V3}datasets/{of.Dataset}/experiment-ids", null, false),
        ("GET", $"{V3}datasets/{of.Dataset}/records", null, false),
        ("POST", $"{V3}datasets/search", new { experiment_ids = new[] { of.Experiment } }, false),
        ("PATCH", $"{V3}datasets/{of.Dataset}/tags", new { tags = """{"user_id":"v"}""" }, true),
        ("DELETE", $"{V3}datasets/{of.Dataset}/tags/user_id", null, true),
        ("POST", $"{V3}datasets/{of.Dataset}/records", new { records = """[{"inputs": {"trace_id": 1}}]""" }, true),
        ("POST", $"{V3}datasets/{of.Dataset}/add-experiments", new { experiment_ids = new[] { of.Experiment } }, true),
        ("GET", $"{V3}issues/{of.Issue}", null, false),
        ("POST", $"{V3}issues/search", new { experiment_id = of.Experiment }, false),
        ("PATCH", $"{V3}issues/{of.Issue}", new { description = "d" }, true),
        ("GET", $"{V3}scorers/list?experiment_id={of.Experiment}", null, false),
        ("GET", $"{V3}scorers/online-configs?scorer_ids={of.Scorer}", null, false),
        ("DELETE", $"{V3}traces/{of.Trace}/assessments/{of.Assessment}", new { }, true),
        ("POST", $"{V2}traces/delete-traces", new { experiment_id = of.Experiment, max_timestamp_millis = 1 }, true),
        ("POST", $"{V3}traces/delete-traces", new { experiment_id = of.Experiment, request_ids = new[] { of.Trace } }, true),
        ("DELETE", $"{V3}datasets/{of.Dataset}", null, true),
    ];

    private static object Feedback => new
    {
        assessment_name = "ok",
        source = new { source_type = "HUMAN", source_id = "ada" },
        feedback = new { value = new { run_id = "not a run" } },
        metadata = new { session_id = "not a field" },
    };

    [Theory]
    [InlineData("NO_PERMISSIONS", "READ")]
    [InlineData("NO_PERMISSIONS", "EDIT")]
    [InlineData("READ", "NO_PERMISSIONS")]
    [InlineData("READ", "EDIT")]
    [InlineData("EDIT", "NO_PERMISSIONS")]
    [InlineData("EDIT", "READ")]
    public async Task The_permission_on_an_experiment_counts_on_every_way_to_what_is_in_it(string inWorkspace, string own)
    {
        await using var host = await StartAsync();
        var user = await host.AddAsync("ada", inWorkspace);
        var (plain, special) = (await ArrangeAsync(host, "plain"), await ArrangeAsync(host, "special"));
        await host.GiveAsync(special.Experiment, special.Name, "ada", own);
        foreach (var (things, permission) in ((Things, string)[])[(plain, inWorkspace), (special, own)])
        {
            await AllowsAsync(user, permission, Ways(things));
        }
    }

    [Fact]
    public async Task Everything_that_is_named_must_be_allowed()
    {
        await using var host = await StartAsync();
        var user = await host.AddAsync("ada", "EDIT");
        var (open, closed) = (await ArrangeAsync(host, "open"), await ArrangeAsync(host, "closed"));
        await host.GiveAsync(closed.Experiment, closed.Name, "ada", "NO_PERMISSIONS");
        foreach (var (method, path, message) in ((string, string, object?)[])
        [
            ("GET", $"{V3}traces/batchGet?trace_ids={open.Trace}&trace_ids={closed.Trace}", null),
            ("POST", $"{V3}traces/batchGetInfos", new { trace_ids = new[] { open.Trace, closed.Trace } }),
            ("POST", $"{V3}traces/search", new { locations = new[] { Location(open.Experiment), Location(closed.Experiment) } }),
            ("PATCH", $"{V2}traces/{closed.Trace}", new { request_id = open.Trace, timestamp_ms = 2, status = "OK" }),
            ("POST", $"{V3}traces/delete-traces", new { experiment_id = open.Experiment, request_ids = new[] { closed.Trace } }),
            ("POST", $"{V2}traces/link-to-run", new { trace_ids = new[] { open.Trace }, run_id = closed.Run }),
            ("POST", $"{V2}traces/link-to-run", new { trace_ids = new[] { open.Trace, closed.Trace }, run_id = open.Run }),
            ("POST", $"{V2}traces/link-prompts", new { trace_id = open.Trace, prompt_versions = new[] { new { name = closed.Name, version = "1" } } }),
            ("POST", $"{V3}datasets/{open.Dataset}/add-experiments", new { experiment_ids = new[] { closed.Experiment } }),
            ("POST", $"{V3}datasets/create", new { name = "d", experiment_ids = new[] { open.Experiment, closed.Experiment } }),
            ("POST", $"{V3}issues/search", new { experiment_id = closed.Experiment }),
        ])
        {
            Assert.True(await StatusAsync(user, method, path, message) == HttpStatusCode.Forbidden, $"{path} {message}");
        }
    }

    [Fact]
    public async Task Nobody_writes_into_a_trace_of_another_experiment_under_the_name_of_an_own_one()
    {
        await using var host = await StartAsync();
        var user = await host.AddAsync("ada");
        var (own, closed) = (await ArrangeAsync(host, "own"), await ArrangeAsync(host, "closed"));
        await host.GiveAsync(own.Experiment, own.Name, "ada", "EDIT");
        var before = await SpansAsync(host, closed);
        foreach (var (path, message) in ((string, object)[])
        [
            ($"{V3}traces", Account(own.Experiment, closed.Trace)),
            ("/v1/traces", Export(own.Experiment, closed.Trace)),
            ("/v1/traces", Export(own.Experiment, closed.Trace, gzip: true)),
            ("/v1/traces", Export(closed.Experiment, own.Trace)),
            ("/v1/traces", Export(closed.Experiment, NewId())),
        ])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(user, "POST", path, message));
        }

        Assert.Equal(before, await SpansAsync(host, closed));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(user, "POST", "/v1/traces", Export(own.Experiment, NewId(), gzip: true)));
    }

    [Fact]
    public async Task A_trace_leads_to_no_files_of_another_experiment()
    {
        await using var host = await StartAsync();
        var user = await host.AddAsync("ada");
        var (own, closed) = (await ArrangeAsync(host, "own"), await ArrangeAsync(host, "closed"));
        await host.GiveAsync(own.Experiment, own.Name, "ada", "EDIT");
        foreach (var experiment in (string[])[own.Experiment, closed.Experiment])
        {
            await OkAsync(host.As(Admin), "PUT", $"/api/2.0/mlflow-artifacts/artifacts/{experiment}/secret/traces.json", new ByteArrayContent("{}"u8.ToArray()));
        }

        var id = NewId();
        await OkAsync(user, "POST", $"{V3}traces", Account(own.Experiment, id));
        foreach (var (experiment, expected) in ((string, HttpStatusCode)[])[(own.Experiment, HttpStatusCode.OK), (closed.Experiment, HttpStatusCode.Forbidden)])
        {
            await OkAsync(user, "PATCH", $"{V3}traces/{id}/tags", new { key = "mlflow.artifactLocation", value = $"mlflow-artifacts:/{experiment}/secret" });
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.As(Admin), "GET", $"/ajax-api/2.0/mlflow/get-trace-artifact?request_id={id}"));
            Assert.Equal(expected, await StatusAsync(user, "GET", $"/ajax-api/2.0/mlflow/get-trace-artifact?request_id={id}"));
        }
    }

    [Fact]
    public async Task What_does_not_exist_is_refused_like_what_is_closed_to_whoever_may_not_read_the_workspace()
    {
        await using var host = await StartAsync();
        var (guest, reader) = (await host.AddAsync("guest"), await host.AddAsync("reader", "READ"));
        var own = await ArrangeAsync(host, "own");
        await host.GiveAsync(own.Experiment, own.Name, "guest", "MANAGE");
        await host.GiveAsync(own.Experiment, own.Name, "reader", "NO_PERMISSIONS");
        foreach (var path in (string[])[$"{V2}runs/get?run_id={new string('0', 32)}", $"{V3}traces/{NewId()}", $"{V3}traces/{NewId()}/assessments/a-1", $"{V3}datasets/d-none", $"{V3}issues/iss-none"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(guest, "GET", path));
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(reader, "GET", path));
        }

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(guest, "POST", $"{V3}traces", new { trace = new { trace_info = new { trace_id = NewId() } } }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(guest, "POST", $"{V2}traces/link-to-run", new { trace_ids = new[] { NewId() }, run_id = own.Run }));
    }

    [Fact]
    public async Task Searches_of_datasets_and_issues_show_what_their_caller_may_read()
    {
        await using var host = await StartAsync();
        var (reader, guest, nobody) = (await host.AddAsync("reader", "READ"), await host.AddAsync("guest"), await host.AddAsync("nobody"));
        var (plain, special) = (await ArrangeAsync(host, "plain"), await ArrangeAsync(host, "special"));
        await host.GiveAsync(special.Experiment, special.Name, "reader", "NO_PERMISSIONS");
        await host.GiveAsync(special.Experiment, special.Name, "guest", "READ");
        foreach (var (search, list, id, of) in ((string, string, string, Func<Things, string>)[])
            [("datasets/search", "datasets", "dataset_id", things => things.Dataset), ("issues/search", "issues", "issue_id", things => things.Issue)])
        {
            Assert.Equal(of(plain), await OnlyAsync(reader));
            Assert.Equal(of(special), await OnlyAsync(guest));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(nobody, "POST", V3 + search, new { }));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(guest, "POST", V3 + search, new { experiment_id = plain.Experiment, experiment_ids = new[] { plain.Experiment } }));

            async Task<string?> OnlyAsync(HttpClient client) =>
                Assert.Single((await OkAsync(client, "POST", V3 + search, new { })).GetProperty(list).EnumerateArray()).GetProperty(id).GetString();
        }
    }

    private static string NewId() => "tr-" + Guid.NewGuid().ToString("N");

    private static object Location(string experiment) => new { type = "MLFLOW_EXPERIMENT", mlflow_experiment = new { experiment_id = experiment } };

    private static object Account(string experiment, string trace) => new
    {
        trace = new
        {
            trace_info = new
            {
                trace_id = trace,
                client_request_id = "c-" + trace,
                trace_location = Location(experiment),
                request_time = "2026-01-02T03:04:05Z",
                state = "OK",
                trace_metadata = new Dictionary<string, string> { ["mlflow.modelId"] = "not a model" },
                tags = new { session_id = "not a field" },
                assessments = new[] { Feedback },
            },
        },
    };

    private static ByteArrayContent Export(string experiment, string trace, bool gzip = false)
    {
        var bytes = TraceCalls.Export(trace, Guid.NewGuid().ToString("N")[..16], Guid.NewGuid().ToString("N")[..16]);
        if (gzip)
        {
            using var packed = new MemoryStream();
            using (var packing = new GZipStream(packed, CompressionLevel.Fastest))
            {
                packing.Write(bytes);
            }

            bytes = packed.ToArray();
        }

        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.Add("x-mlflow-experiment-id", experiment);
        if (gzip)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return content;
    }

    private static async Task<string> SpansAsync(UserHost host, Things of) =>
        (await OkAsync(host.As(Admin), "GET", $"{V3}traces/get?trace_id={of.Trace}&allow_partial=true")).GetRawText();

    private static async Task<Things> ArrangeAsync(UserHost host, string name)
    {
        var admin = host.As(Admin);
        var experiment = await IdAsync($"{V2}experiments/create", new { name }, "experiment_id");
        var run = await IdAsync($"{V2}runs/create", new { experiment_id = experiment, start_time = 1 }, "run", "info", "run_id");
        await OkAsync(admin, "POST", $"{V2}registered-models/create", new { name = "model-" + name });
        var trace = NewId();
        await OkAsync(admin, "POST", "/v1/traces", Export(experiment, trace));
        var assessment = await IdAsync($"{V3}traces/{trace}/assessments", new { assessment = Feedback }, "assessment", "assessment_id");
        var dataset = await IdAsync($"{V3}datasets/create", new { name = "dataset-" + name, experiment_ids = new[] { experiment } }, "dataset", "dataset_id");
        var issue = await IdAsync($"{V3}issues", new { experiment_id = experiment, name = "slow", description = "It's slow" }, "issue", "issue_id");
        var scorer = await IdAsync($"{V3}scorers/register", new { experiment_id = experiment, name = "judge", serialized_scorer = """{"name": "judge", "instructions_judge_pydantic_data": {"model": "openai:/gpt"}}""" }, "scorer_id");
        return new Things(experiment, run, "model-" + name, trace, assessment, dataset, issue, scorer);

        async Task<string> IdAsync(string path, object message, params string[] field) =>
            field.Aggregate(await OkAsync(admin, "POST", path, message), (json, member) => json.GetProperty(member)).GetString()!;
    }

    private sealed record Things(string Experiment, string Run, string Name, string Trace, string Assessment, string Dataset, string Issue, string Scorer);
}
