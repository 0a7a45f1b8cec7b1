using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Mlops.Hosting.Tests.Registry;
using Mlops.Hosting.Tests.Traces;
using static Mlops.Hosting.Tests.Access.UserHost;

namespace Mlops.Hosting.Tests.Access;

/// <summary>Permissions on single experiments and registered models, by whichever route they are reached.</summary>
public sealed class SingleResourceTests
{
    private const string Api = "/api/2.0/mlflow/";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// Every way that leads to something in an experiment or a model: method, path, message. <c>E R L M</c> stand for the ids.
    /// </summary>
    private static (string Method, string Path, object? Message, bool Writes)[] Ways(Things of) =>
    [
        ("GET", $"{Api}experiments/get?experiment_id={of.Experiment}", null, false),
        ("GET", $"{Api}experiments/get?EXPERIMENT_ID={of.Experiment}", null, false),
        ("GET", $"{Api}experiments/get", new { experiment_id = of.Experiment }, false),
        ("GET", $"{Api}experiments/get-by-name?experiment_name={of.ExperimentName}", null, false),
        ("POST", $"{Api}experiments/set-experiment-tag", new { experiment_id = of.Experiment, key = "k", value = "v" }, true),
        ("POST", $"{Api}experiments/set-experiment-tag", new { experimentId = of.Experiment, key = "k", value = "v" }, true),
        ("GET", $"{Api}runs/get?run_id={of.Run}", null, false),
        ("GET", $"{Api}runs/get?run_uuid={of.Run}", null, false),
        ("GET", $"/ajax-api/2.0/mlflow/runs/get?run_id={of.Run}", null, false),
        ("POST", $"{Api}runs/search", new { experiment_ids = new[] { of.Experiment } }, false),
        ("POST", $"{Api}runs/create", new { experiment_id = of.Experiment, start_time = 1 }, true),
        ("POST", $"{Api}runs/update", new { run_uuid = of.Run, status = "RUNNING" }, true),
        ("POST", $"{Api}runs/log-metric", new { run_id = of.Run, key = "k", value = 1, timestamp = 1 }, true),
        ("POST", $"{Api}runs/log-batch", new { run_id = of.Run, metrics = new[] { new { key = "k", value = 1.0, timestamp = 1, step = 0 } } }, true),
        ("POST", $"{Api}runs/log-batch", new { run_id = of.Run, tags = new[] { new { key = "k", value = "v" } }, ignored = 1 }, true),
        ("POST", $"{Api}runs/log-inputs", new { run_id = of.Run, models = new[] { new { model_id = of.Model } } }, true),
        ("GET", $"{Api}metrics/get-history?run_id={of.Run}&metric_key=k", null, false),
        ("GET", $"/ajax-api/2.0/mlflow/metrics/get-history-bulk?run_id={of.Run}&metric_key=k", null, false),
        ("GET", $"{Api}metrics/get-history-bulk-interval?run_ids={of.Run}&metric_key=k", null, false),
        ("GET", $"{Api}artifacts/list?run_id={of.Run}", null, false),
        ("GET", $"/get-artifact?run_id={of.Run}&path=f", null, false),
        ("POST", $"/ajax-api/2.0/mlflow/upload-artifact?run_uuid={of.Run}&path=g", File(), true),
        ("GET", $"/api/2.0/mlflow-artifacts/artifacts/{of.Experiment}/{of.Run}/artifacts/f", null, false),
        ("GET", $"/api/2.0/mlflow-artifacts/artifacts/./{of.Experiment}/{of.Run}/artifacts/f", null, false),
        ("PUT", $"/api/2.0/mlflow-artifacts/artifacts/{of.Experiment}/{of.Run}/artifacts/h", File(), true),
        ("GET", $"/api/2.0/mlflow-artifacts/artifacts?path={of.Experiment}/{of.Run}", null, false),
        ("POST", $"/api/2.0/mlflow-artifacts/mpu/create/{of.Experiment}/d", new { path = "f", num_parts = 1 }, true),
        ("POST", $"/ajax-api/2.0/mlflow/experiments/search-datasets", new { experiment_ids = new[] { of.Experiment } }, false),
        ("GET", $"{Api}logged-models/{of.Model}", null, false),
        ("POST", $"{Api}logged-models/search", new { experiment_ids = new[] { of.Experiment } }, false),
        ("PATCH", $"{Api}logged-models/{of.Model}/tags", new { tags = new[] { new { key = "k", value = "v" } } }, true),
        ("GET", $"{Api}logged-models/{of.Model}/artifacts/directories", null, false),
        ("GET", $"{Api}registered-models/get?name={of.Name}", null, false),
        ("POST", $"{Api}registered-models/get-latest-versions", new { name = of.Name }, false),
        ("POST", $"{Api}registered-models/set-tag", new { name = of.Name, key = "k", value = "v" }, true),
        ("GET", $"{Api}model-versions/get?name={of.Name}&version=1", null, false),
        ("GET", $"{Api}model-versions/get-download-uri?name={of.Name}&version=1", null, false),
        ("GET", $"/model-versions/get-artifact?name={of.Name}&version=1&path=f", null, false),
        ("PATCH", $"{Api}model-versions/update", new { name = of.Name, version = "1", description = "d" }, true),
    ];

    [Theory]
    [InlineData("NO_PERMISSIONS", "READ")]
    [InlineData("NO_PERMISSIONS", "EDIT")]
    [InlineData("READ", "NO_PERMISSIONS")]
    [InlineData("READ", "EDIT")]
    [InlineData("EDIT", "NO_PERMISSIONS")]
    [InlineData("EDIT", "READ")]
    public async Task A_permission_of_its_own_counts_on_every_way(string inWorkspace, string own)
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
            ("POST", $"{Api}runs/search", new { experiment_ids = new[] { open.Experiment, closed.Experiment } }),
            ("GET", "/api/2.0/mlflow-artifacts/artifacts?x=1", new { path = open.Experiment }),
            ("POST", "/api/2.0/mlflow-artifacts/mpu/create/", new { path = open.Experiment + "/f", num_parts = 1 }),
            ("POST", $"/api/2.0/mlflow-artifacts/mpu/create/{closed.Experiment}/d", new { path = open.Experiment + "/f", num_parts = 1 }),
            ("PUT", $"/api/2.0/mlflow-artifacts/mpu/part/{closed.Experiment}/d/f?upload_id=x&part_number=1", File()),
            ("GET", $"/ajax-api/2.0/mlflow/metrics/get-history-bulk?run_id={open.Run}&run_id={closed.Run}&metric_key=k", null),
            ("POST", $"{Api}runs/log-batch", new { run_id = open.Run, metrics = new[] { new { key = "k", value = 1.0, timestamp = 1, model_id = closed.Model } } }),
            ("POST", $"{Api}runs/log-inputs", new { run_id = open.Run, models = new[] { new { model_id = closed.Model } } }),
            ("POST", $"{Api}logged-models", new { experiment_id = open.Experiment, name = "n", source_run_id = closed.Run }),
            ("POST", $"{Api}runs/log-metric", Json($$"""{"run_id":"{{open.Run}}","run_id":"{{closed.Run}}","key":"k","value":1,"timestamp":1}""")),
            ("POST", $"{Api}runs/log-metric", Json(JsonSerializer.Serialize($$"""{"run_id":"{{closed.Run}}","key":"k","value":1,"timestamp":1}"""))),
            ("POST", $"{Api}model-versions/create", new { name = open.Name, source = $"mlflow-artifacts:/{closed.Experiment}/{closed.Run}/artifacts" }),
            ("POST", $"{Api}model-versions/create", new { name = open.Name, source = $"mlflow-artifacts://host:5000/{closed.Experiment}/{closed.Run}/artifacts" }),
            ("POST", $"{Api}model-versions/create", new { name = open.Name, source = $"mlflow-artifacts:/%3{closed.Experiment[0]}/{closed.Run}/artifacts" }),
            ("POST", $"{Api}model-versions/create", new { name = open.Name, source = $"runs:/{closed.Run}/m" }),
            ("POST", $"{Api}model-versions/create", new { name = open.Name, source = $"models:/{closed.Model}" }),
            ("POST", $"{Api}model-versions/create", new { name = open.Name, source = $"models:/{closed.Name}/1" }),
            ("POST", $"{Api}model-versions/create", new { name = open.Name, source = "s3://bucket/key", run_id = closed.Run }),
            ("POST", $"{Api}model-versions/create", new { name = closed.Name, source = $"mlflow-artifacts:/{open.Experiment}/{open.Run}/artifacts" }),
        ])
        {
            Assert.True(await StatusAsync(user, method, path, message) == HttpStatusCode.Forbidden, $"{path} {message}");
        }

        using var refused = await SendAsync(user, "POST", $"{Api}runs/search", new { experiment_ids = new[] { open.Experiment, closed.Experiment } });
        Assert.Equal((HttpStatusCode.Forbidden, "PERMISSION_DENIED", "Permission denied: this needs Read access to everything that it names."), await refused.RefusalAsync());
        await OkAsync(user, "POST", $"{Api}model-versions/create", new { name = open.Name, source = $"mlflow-artifacts:/{open.Experiment}/{open.Run}/artifacts", run_id = open.Run });

        // Of a field that is sent twice the last counts, for the check as for the route.
        await OkAsync(user, "POST", $"{Api}runs/log-metric", Json($$"""{"run_id":"{{closed.Run}}","run_id":"{{open.Run}}","key":"k","value":1,"timestamp":1}"""));
    }

    [Theory]
    [InlineData("mlflow-artifacts:/{0}/runs", HttpStatusCode.Forbidden)]
    [InlineData("mlflow-artifacts://host:5000/{0}", HttpStatusCode.Forbidden)]
    [InlineData("MLFLOW-ARTIFACTS:/{0}/x", HttpStatusCode.Forbidden)]
    [InlineData("mlflow-artifacts:/%3{0}", HttpStatusCode.Forbidden)]
    [InlineData("mlflow-artifacts:/./{0}", HttpStatusCode.Forbidden)]
    [InlineData("mlflow-artifacts:/", HttpStatusCode.Forbidden)]
    [InlineData("mlflow-artifacts:/shared", HttpStatusCode.Forbidden)]
    [InlineData("mlflow-artifacts:/99999", HttpStatusCode.BadRequest)]
    [InlineData("mlflow-artifacts:/{1}/more", HttpStatusCode.OK)]
    [InlineData("s3://bucket/{0}", HttpStatusCode.OK)]
    [InlineData("", HttpStatusCode.OK)]
    public async Task A_new_experiment_keeps_its_files_where_its_maker_may_write(string location, HttpStatusCode status)
    {
        await using var host = await StartAsync();
        var user = await host.AddAsync("ada", "EDIT");
        var (open, closed) = (await ArrangeAsync(host, "open"), await ArrangeAsync(host, "closed"));
        await host.GiveAsync(closed.Experiment, closed.Name, "ada", "READ");
        var artifact_location = string.Format(System.Globalization.CultureInfo.InvariantCulture, location, closed.Experiment, open.Experiment);
        Assert.Equal(status, await StatusAsync(user, "POST", Api + "experiments/create", new { name = "new", artifact_location }));
    }

    [Fact]
    public async Task A_version_may_be_made_of_what_its_maker_only_reads()
    {
        await using var host = await StartAsync("READ");
        var user = await host.AddAsync("ada");
        var (own, other) = (await ArrangeAsync(host, "own"), await ArrangeAsync(host, "other"));
        await host.GiveAsync(own.Experiment, own.Name, "ada", "EDIT");
        await OkAsync(user, "POST", $"{Api}model-versions/create", new { name = own.Name, source = $"mlflow-artifacts:/{other.Experiment}/{other.Run}/artifacts", run_id = other.Run });
    }

    [Fact]
    public async Task Searches_show_what_their_caller_may_read()
    {
        await using var host = await StartAsync();
        var (reader, guest, nobody) = (await host.AddAsync("reader", "READ"), await host.AddAsync("guest"), await host.AddAsync("nobody"));
        var (plain, special) = (await ArrangeAsync(host, "plain"), await ArrangeAsync(host, "special"));
        await host.GiveAsync(special.Experiment, special.Name, "reader", "NO_PERMISSIONS");
        await host.GiveAsync(special.Experiment, special.Name, "guest", "READ");
        Assert.Equal(["plain", "Default"], await NamesAsync(reader, "experiments/search?max_results=10", "experiments"));
        Assert.Equal([plain.Name], await NamesAsync(reader, "registered-models/search", "registered_models"));
        Assert.Equal([plain.Name], await NamesAsync(reader, "model-versions/search", "model_versions"));
        Assert.Equal(["special"], await NamesAsync(guest, "experiments/search?max_results=10", "experiments"));
        Assert.Equal([special.Name], await NamesAsync(guest, "registered-models/search", "registered_models"));
        Assert.Equal([special.Name], await NamesAsync(guest, "model-versions/search", "model_versions"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(nobody, "GET", Api + "experiments/search?max_results=10"));
        Assert.Equal(3, (await NamesAsync(host.As(Admin), "experiments/search?max_results=10", "experiments")).Length);
    }

    [Theory]
    [InlineData("experiments")]
    [InlineData("registered-models")]
    public async Task Whoever_may_read_one_thing_finds_nothing_of_other_kinds_rather_than_an_error(string kind)
    {
        await using var host = await StartAsync();
        var (guest, things) = (await host.AddAsync("guest"), await ArrangeAsync(host, "own"));
        object permission = kind == "experiments" ? new { experiment_id = things.Experiment, username = "guest", permission = "READ" } : new { name = things.Name, username = "guest", permission = "READ" };
        await OkAsync(host.As(Admin), "POST", $"{Api}{kind}/permissions/create", permission);
        var (experiments, models) = kind == "experiments" ? (1, 0) : (0, 1);
        Assert.Equal(experiments, await CountAsync("GET", Api + "experiments/search?max_results=10", "experiments"));
        Assert.Equal(models, await CountAsync("GET", Api + "registered-models/search", "registered_models"));
        Assert.Equal(models, await CountAsync("GET", $"{Api}model-versions/search?filter=run_id%3D'{things.Run}'", "model_versions"));
        Assert.Equal(0, await CountAsync("POST", "/api/3.0/mlflow/datasets/search", "datasets"));
        Assert.Equal(0, await CountAsync("POST", "/api/3.0/mlflow/issues/search", "issues"));

        async Task<int> CountAsync(string method, string path, string list) =>
            (await OkAsync(guest, method, path, method == "POST" ? new { max_results = 10 } : null)).TryGetProperty(list, out var found) ? found.GetArrayLength() : 0;
    }

    [Fact]
    public async Task Whoever_may_read_one_thing_finds_its_workspace()
    {
        await using var host = await StartAsync();
        const string Project = "/mlflow/team/a/tracking";
        var (guest, nobody) = (await host.AddAsync("guest"), await host.AddAsync("nobody"));
        var experiment = (await OkAsync(host.As(Admin), "POST", Project + Api + "experiments/create", new { name = "e" })).GetProperty("experiment_id").GetString();
        await OkAsync(host.As(Admin), "POST", Project + Api + "experiments/permissions/create", new { experiment_id = experiment, username = "guest", permission = "READ" });
        const string Workspaces = "/api/3.0/mlflow/workspaces";
        var found = Assert.Single((await OkAsync(guest, "GET", Workspaces)).GetProperty("workspaces").EnumerateArray());
        Assert.Equal("team/a", found.GetProperty("description").GetString());
        await OkAsync(guest, "GET", $"{Workspaces}/{found.GetProperty("name").GetString()}");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(guest, "PATCH", $"{Workspaces}/team%2Fa", new { description = "d" }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(guest, "GET", $"{Workspaces}/default"));
        Assert.False((await OkAsync(nobody, "GET", Workspaces)).TryGetProperty("workspaces", out _));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(nobody, "GET", $"{Workspaces}/team%2Fa"));
    }

    [Fact]
    public async Task Whoever_creates_something_manages_it()
    {
        await using var host = await StartAsync("USE");
        var (ada, bob) = (await host.AddAsync("ada"), await host.AddAsync("bob"));
        var own = (await OkAsync(ada, "POST", Api + "experiments/create", new { name = "own" })).GetProperty("experiment_id").GetString()!;
        await OkAsync(ada, "POST", Api + "registered-models/create", new { name = "own" });
        await OkAsync(ada, "POST", Api + "runs/create", new { experiment_id = own, start_time = 1 });
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(bob, "POST", Api + "runs/create", new { experiment_id = own, start_time = 1 }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "POST", Api + "runs/create", new { start_time = 1 }));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(bob, "POST", Api + "experiments/permissions/create", new { experiment_id = own, username = "bob", permission = "EDIT" }));
        await OkAsync(ada, "POST", Api + "experiments/permissions/create", new { experiment_id = own, username = "bob", permission = "EDIT" });
        await OkAsync(bob, "POST", Api + "runs/create", new { experiment_id = own, start_time = 1 });
        await OkAsync(ada, "PATCH", Api + "experiments/permissions/update", new { experiment_id = own, username = "bob", permission = "NO_PERMISSIONS" });
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(bob, "GET", Api + "experiments/get?experiment_id=" + own));
        await OkAsync(ada, "DELETE", Api + "experiments/permissions/delete", new { experiment_id = own, username = "bob" });
        await OkAsync(bob, "GET", Api + "experiments/get?experiment_id=" + own);
        var user = (await OkAsync(ada, "GET", Api + "users/get?username=ada")).GetProperty("user");
        Assert.Equal("MANAGE", user.GetProperty("experiment_permissions")[0].GetProperty("permission").GetString());
        Assert.Equal(("own", "default"), (user.GetProperty("registered_model_permissions")[0].GetProperty("name").GetString(), user.GetProperty("registered_model_permissions")[0].GetProperty("workspace").GetString()));
        Assert.Empty(user.GetProperty("scorer_permissions").EnumerateArray());
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("spans")]
    public async Task Whoever_first_uses_the_default_experiment_of_a_project_gets_no_more_than_before(string what)
    {
        await using var host = await StartAsync();
        var (editor, user) = (await host.AddAsync("editor", "EDIT", "team/*"), await host.AddAsync("user", "USE", "team/*"));
        const string Project = "/mlflow/team/a/tracking";
        Assert.Equal(HttpStatusCode.Forbidden, await LogAsync(user));
        Assert.Equal(HttpStatusCode.OK, await LogAsync(editor));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(editor, "POST", Project + Api + "experiments/permissions/create", new { experiment_id = "0", username = "user", permission = "EDIT" }));
        Assert.Empty((await OkAsync(editor, "GET", Api + "users/get?username=editor")).GetProperty("user").GetProperty("experiment_permissions").EnumerateArray());

        Task<HttpStatusCode> LogAsync(HttpClient client)
        {
            if (what == "runs")
            {
                return StatusAsync(client, "POST", Project + Api + "runs/create", new { start_time = 1 });
            }

            var export = new ByteArrayContent(TraceCalls.Export(TraceCalls.Id, "00000000000000ab"));
            export.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            export.Headers.Add("x-mlflow-experiment-id", "0");
            return StatusAsync(client, "POST", Project + "/v1/traces", export);
        }
    }

    [Fact]
    public async Task A_permission_in_a_group_covers_its_projects_and_their_managers_pass_it_on()
    {
        await using var host = await StartAsync();
        var (ada, bob) = (await host.AddAsync("ada", "EDIT", "team/*"), await host.AddAsync("bob"));
        foreach (var (path, status) in ((string, HttpStatusCode)[])
            [("/mlflow/team/a/tracking", HttpStatusCode.OK), ("/mlflow/team/a/b/tracking", HttpStatusCode.OK), ("/mlflow/team/tracking", HttpStatusCode.Forbidden), ("/mlflow/teams/a/tracking", HttpStatusCode.Forbidden), ("", HttpStatusCode.Forbidden)])
        {
            Assert.Equal(status, await StatusAsync(ada, "POST", path + Api + "experiments/create", new { name = "e" }));
        }

        const string Grants = "/api/3.0/mlflow/workspaces/team%2Fa/permissions";
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "POST", Grants, new { username = "bob", permission = "READ" }));
        await host.GrantAsync("ada", "MANAGE", "team/a");
        await OkAsync(ada, "POST", Grants, new { username = "bob", permission = "READ" });
        await OkAsync(bob, "GET", "/mlflow/team/a/tracking" + Api + "experiments/get-by-name?experiment_name=e");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "POST", "/api/3.0/mlflow/workspaces/team%2F*/permissions", new { username = "bob", permission = "READ" }));
        Assert.Equal(2, (await OkAsync(ada, "GET", Grants)).GetProperty("permissions").GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(ada, "DELETE", Grants + "?username=bob"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(bob, "GET", "/mlflow/team/a/tracking" + Api + "experiments/get-by-name?experiment_name=e"));
        Assert.Empty((await OkAsync(bob, "GET", "/api/3.0/mlflow/workspace-permissions?username=bob")).GetProperty("permissions").EnumerateArray());
    }

    private static async Task<string[]> NamesAsync(HttpClient client, string path, string list) =>
        [.. (await OkAsync(client, "GET", Api + path)).GetProperty(list).EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    private static async Task<Things> ArrangeAsync(UserHost host, string name)
    {
        var admin = host.As(Admin);
        var experiment = (await OkAsync(admin, "POST", Api + "experiments/create", new { name })).GetProperty("experiment_id").GetString()!;
        var run = (await OkAsync(admin, "POST", Api + "runs/create", new { experiment_id = experiment, start_time = 1 })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        await OkAsync(admin, "PUT", $"/api/2.0/mlflow-artifacts/artifacts/{experiment}/{run}/artifacts/f", File());
        var model = (await OkAsync(admin, "POST", Api + "logged-models", new { experiment_id = experiment, name = "net" })).GetProperty("model").GetProperty("info").GetProperty("model_id").GetString()!;
        var registered = "model-" + name;
        await OkAsync(admin, "POST", Api + "registered-models/create", new { name = registered });
        await OkAsync(admin, "POST", Api + "model-versions/create", new { name = registered, source = $"mlflow-artifacts:/{experiment}/{run}/artifacts", run_id = run });
        return new Things(experiment, name, run, model, registered);
    }

    private static ByteArrayContent File() => new([1, 2, 3]);

    private static StringContent Json(string text) => new(text, new MediaTypeHeaderValue("application/json"));

    private sealed record Things(string Experiment, string ExperimentName, string Run, string Model, string Name);
}
