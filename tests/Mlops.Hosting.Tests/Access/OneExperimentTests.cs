using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Mlops.Hosting.Access;
using Mlops.Hosting.Tests.Tracking;
using static Mlops.Hosting.Tests.Access.UserHost;

namespace Mlops.Hosting.Tests.Access;

/// <summary>
/// A user with rights on exactly one experiment gets nowhere else, whatever of one's own a request names beside what it is about.
/// </summary>
public sealed class OneExperimentTests
{
    private const string Api = "/api/2.0/mlflow/";
    private const string V3 = "/api/3.0/mlflow/";
    private const string Secret = "closed-secret";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Naming_what_is_ones_own_opens_no_route_about_something_else()
    {
        await using var host = await StartAsync();
        var (guest, own, closed) = await ArrangeAsync(host);
        var before = await StateAsync(host, own, closed);
        var routes = MlflowRoute.All(host.Host.Endpoints).Where(route => route.Method is not null && route.Access != AccessLevel.None).ToArray();
        Assert.InRange(routes.Length, 250, 1000);
        foreach (var route in routes)
        {
            // Whatever the routes before did to what is the guest's own.
            await StatusAsync(host.As(Admin), "POST", Api + "experiments/permissions/create", new { experiment_id = own.Experiment, username = "guest", permission = "MANAGE" });
            await OkAsync(guest, "GET", $"{Api}experiments/get?experiment_id={own.Experiment}");
            foreach (var (decoy, path, message, header) in Decoys(route, own, closed))
            {
                using var request = new HttpRequestMessage(route.Method!, path);
                request.Content = message is null ? null : JsonContent.Create(message);
                foreach (var name in header ? (string[])["X-MLflow-Experiment-Id"] : [])
                {
                    request.Headers.TryAddWithoutValidation(name, own.Experiment);
                }

                using var answer = await guest.SendAsync(request, Stop);
                var text = await answer.Content.ReadAsStringAsync(Stop);
                Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
                if (route.Subject.Kind is SubjectKind.WholeWorkspace or SubjectKind.New)
                {
                    Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route} with a decoy in {decoy}: {answer.StatusCode} {text}");
                }

                Assert.True((int)answer.StatusCode < 500 || answer.StatusCode == HttpStatusCode.NotImplemented, $"{route} with a decoy in {decoy}: {answer.StatusCode} {text}");
            }
        }

        Assert.Equal(before, await StateAsync(host, own, closed));
    }

    [Fact]
    public async Task A_run_without_an_experiment_is_one_of_experiment_0()
    {
        await using var host = await StartAsync();
        var (guest, own, _) = await ArrangeAsync(host);
        foreach (var (path, message) in ((string, object)[])
        [
            (Api + "runs/create", new { start_time = 1 }),
            (Api + "runs/create?experiment_id=" + own.Experiment, new { start_time = 1 }),
            (Api + "runs/create", new { start_time = 1, run_id = own.Run, experiment_ids = new[] { own.Experiment } }),
            (Api + "runs/create", new { start_time = 1, experiment_id = "", tags = new[] { new { key = "experiment_id", value = own.Experiment } } }),
            (Api + "runs/create", new { start_time = 1, info = new { experiment_id = own.Experiment } }),
        ])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(message) };
            request.Headers.Add("X-MLflow-Experiment-Id", own.Experiment);
            using var answer = await guest.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        await OkAsync(guest, "POST", Api + "runs/create", new { start_time = 1, experiment_id = own.Experiment });
    }

    [Theory]
    [InlineData("application/json; @")]
    [InlineData("application/json;")]
    [InlineData("APPLICATION/JSON ; charset=\"")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData(" application/json")]
    [InlineData("application/json, application/json")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("")]
    public async Task No_content_type_hides_what_a_body_names(string contentType)
    {
        await using var host = await StartAsync();
        var (guest, own, closed) = await ArrangeAsync(host);
        foreach (var path in (string[])["experiments/permissions/create", "experiments/update", "runs/search", "experiments/get", "runs/log-batch", "experiments/permissions/update"])
        {
            foreach (var method in (string[])["POST", "PATCH", "DELETE", "GET", "PUT"])
            {
                var message = JsonSerializer.Serialize(new
                {
                    experiment_id = closed.Experiment,
                    experiment_ids = new[] { closed.Experiment },
                    run_id = closed.Run,
                    username = "guest",
                    permission = "MANAGE",
                    new_name = "taken",
                    metrics = new[] { new { key = "taken", value = 1.0, timestamp = 1, step = 0 } },
                });
                using var request = new HttpRequestMessage(new HttpMethod(method), $"{Api}{path}") { Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(message)) };
                request.Headers.TryAddWithoutValidation("X-MLflow-Experiment-Id", own.Experiment);
                if (contentType.Length > 0)
                {
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
                }

                using var answer = await guest.SendAsync(request, Stop);
                Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{method} {path}: {answer.StatusCode}");
            }
        }

        var experiment = (await OkAsync(host.As(Admin), "GET", $"{Api}experiments/get?experiment_id={closed.Experiment}")).GetProperty("experiment");
        Assert.Equal(Secret + "-experiment", experiment.GetProperty("name").GetString());
    }

    private static IEnumerable<(string Decoy, string Path, object? Message, bool Header)> Decoys(MlflowRoute route, Things own, Things closed)
    {
        var path = route.Pattern.Replace("{workspace_name}", "default", StringComparison.Ordinal)
            .Replace("{trace_id}", closed.Trace, StringComparison.Ordinal)
            .Replace("{model_id}", closed.Model, StringComparison.Ordinal)
            .Replace("{dataset_id}", closed.Dataset, StringComparison.Ordinal)
            .Replace("{issue_id}", closed.Issue, StringComparison.Ordinal)
            .Replace("{**artifactPath}", $"{closed.Experiment}/{closed.Run}/artifacts/f", StringComparison.Ordinal);
        path = (route with { Pattern = path }).Path;
        var query = string.Join('&', Fields(own).Select(field => $"{field.Key}={Text(field.Value)}"));
        var takesBody = route.Method != HttpMethod.Get && route.Method != HttpMethod.Head;
        var plain = new Dictionary<string, object>(Fillers);
        yield return ("the header", path, takesBody ? plain : null, true);
        yield return ("the query", $"{path}?{query}", takesBody ? plain : null, true);

        // What a route about named things reads is named here too: of these the closed ones, and of all the others one's own.
        yield return ("a message below the body's", path, With("decoy", Fields(own)), true);
        yield return ("a list below the body's", path, With("decoys", new[] { Fields(own) }), true);
        foreach (var name in Fields(own).Keys)
        {
            var message = new Dictionary<string, object>(Fillers);
            foreach (var (field, value) in Fields(closed))
            {
                message[field] = value;
            }

            message[name] = Fields(own)[name];
            message["x_" + name] = Fields(own)[name];
            yield return ($"the body's {name}", takesBody ? path : $"{path}?{string.Join('&', message.Select(field => $"{field.Key}={Text(field.Value)}"))}", takesBody ? message : null, true);
        }

        Dictionary<string, object> With(string name, object value) => new(Fillers) { [name] = value };
    }

    private static string Text(object value) => Uri.EscapeDataString(value is string[] list ? list[0] : value is string text ? text : JsonSerializer.Serialize(value));

    private static readonly Dictionary<string, object> Fillers = new()
    {
        ["name"] = "decoy",
        ["url"] = "https://93.184.216.34/hook",
        ["key"] = "k",
        ["value"] = "1",
        ["timestamp"] = 1,
        ["path"] = "f",
        ["new_name"] = "taken",
        ["events"] = new[] { new { entity = "PROMPT", action = "CREATED" } },
        ["username"] = "guest",
        ["permission"] = "MANAGE",
        ["start_time"] = 1,
        ["description"] = "d",
        ["serialized_scorer"] = "{}",
        ["source"] = "models:/other/1",
        ["filter_string"] = "",
        ["metric_name"] = "trace_count",
        ["view_type"] = "TRACES",
        ["aggregations"] = new[] { new { aggregation_type = "COUNT" } },
        ["num_parts"] = 1,
        ["upload_id"] = "u",
        ["version"] = "1",
        ["alias"] = "a",
        ["stage"] = "Production",
        ["status"] = "FINISHED",
        ["model_json"] = "{}",
        ["scorer_name"] = "s",
        ["sample_rate"] = 1.0,
        ["tags"] = Array.Empty<object>(),
        ["records"] = "[]",
        ["filter_string1"] = "",
        ["filter_string2"] = "",
        ["metric_key"] = "k",
        ["event"] = new { entity = "PROMPT", action = "CREATED" },
    };

    private static Dictionary<string, object> Fields(Things of) => new()
    {
        ["experiment_id"] = of.Experiment,
        ["experiment_ids"] = new[] { of.Experiment },
        ["experiment_name"] = of.Name,
        ["run_id"] = of.Run,
        ["run_uuid"] = of.Run,
        ["run_ids"] = new[] { of.Run },
        ["source_run_id"] = of.Run,
        ["model_id"] = of.Model,
        ["trace_id"] = of.Trace,
        ["trace_ids"] = new[] { of.Trace },
        ["request_id"] = of.Trace,
        ["request_ids"] = new[] { of.Trace },
        ["dataset_id"] = of.Dataset,
        ["issue_id"] = of.Issue,
    };

    private static async Task<(HttpClient Guest, Things Own, Things Closed)> ArrangeAsync(UserHost host)
    {
        var guest = await host.AddAsync("guest");
        var (own, closed) = (await ThingsAsync(host, "own"), await ThingsAsync(host, Secret));
        await OkAsync(host.As(Admin), "POST", Api + "experiments/permissions/create", new { experiment_id = own.Experiment, username = "guest", permission = "MANAGE" });
        await OkAsync(host.As(Admin), "POST", Api + "webhooks", new { name = Secret, url = "https://93.184.216.34/hook", events = new[] { new { entity = "PROMPT", action = "CREATED" } } });
        return (guest, own, closed);
    }

    private static async Task<Things> ThingsAsync(UserHost host, string name)
    {
        var admin = host.As(Admin);
        var experiment = (await OkAsync(admin, "POST", Api + "experiments/create", new { name = name + "-experiment" })).GetProperty("experiment_id").GetString()!;
        var run = (await OkAsync(admin, "POST", Api + "runs/create", new { experiment_id = experiment, start_time = 1, run_name = name })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        await OkAsync(admin, "PUT", $"/api/2.0/mlflow-artifacts/artifacts/{experiment}/{run}/artifacts/f", new StringContent(name, new MediaTypeHeaderValue("text/plain")));
        var model = (await OkAsync(admin, "POST", Api + "logged-models", new { experiment_id = experiment, name })).GetProperty("model").GetProperty("info").GetProperty("model_id").GetString()!;
        var trace = "tr-" + Guid.NewGuid().ToString("N");
        await OkAsync(admin, "POST", V3 + "traces", new
        {
            trace = new { trace_info = new { trace_id = trace, trace_location = new { type = "MLFLOW_EXPERIMENT", mlflow_experiment = new { experiment_id = experiment } }, request_time = "2026-01-01T00:00:00Z", state = "OK", request_preview = name } },
        });
        var dataset = (await OkAsync(admin, "POST", V3 + "datasets/create", new { name, experiment_ids = new[] { experiment } })).GetProperty("dataset").GetProperty("dataset_id").GetString()!;
        var issue = (await OkAsync(admin, "POST", V3 + "issues", new { experiment_id = experiment, name, description = "d" })).GetProperty("issue").GetProperty("issue_id").GetString()!;
        await OkAsync(admin, "POST", Api + "registered-models/create", new { name = name + "-model" });
        return new Things(experiment, name + "-experiment", run, model, trace, dataset, issue);
    }

    /// <summary>All that an administrator sees, apart from the guest's own experiment.</summary>
    private static async Task<string> StateAsync(UserHost host, Things own, Things closed)
    {
        var admin = host.As(Admin);
        var state = new List<string>();
        foreach (var path in (string[])
        [
            Api + "registered-models/search", Api + "model-versions/search", Api + "webhooks",
            $"{Api}runs/get?run_id={closed.Run}", $"{Api}logged-models/{closed.Model}", $"{V3}traces/{closed.Trace}", $"{V3}datasets/{closed.Dataset}",
            $"{V3}datasets/{closed.Dataset}/records", $"{V3}issues/{closed.Issue}", $"{V3}scorers/list?experiment_id={closed.Experiment}", $"{V3}workspaces",
            $"/api/2.0/mlflow-artifacts/artifacts?path=", $"/api/2.0/mlflow-artifacts/artifacts?path={closed.Experiment}/{closed.Run}/artifacts",
        ])
        {
            state.Add((await OkAsync(admin, "GET", path)).GetRawText());
        }

        var experiments = (await OkAsync(admin, "GET", Api + "experiments/search?max_results=100&view_type=ALL")).GetProperty("experiments").EnumerateArray();
        state.AddRange(experiments.Where(experiment => experiment.GetProperty("experiment_id").GetString() != own.Experiment).Select(experiment => experiment.GetRawText()));
        var permissions = (await OkAsync(admin, "GET", Api + "users/get?username=guest")).GetProperty("user").GetProperty("experiment_permissions").EnumerateArray();
        state.AddRange(permissions.Select(permission => permission.GetProperty("experiment_id").GetString()!));
        foreach (var experiment in (string[])["0", closed.Experiment])
        {
            state.Add((await OkAsync(admin, "POST", Api + "runs/search", new { experiment_ids = new[] { experiment }, run_view_type = "ALL" })).GetRawText());
        }

        return string.Join('\n', state);
    }

    private sealed record Things(string Experiment, string Name, string Run, string Model, string Trace, string Dataset, string Issue);
}
