using System.Net;
using System.Text.Json;
using static Mlops.Hosting.Tests.Access.UserHost;

namespace Mlops.Hosting.Tests.Access;

/// <summary>Each field of a GraphQL query asks whether its caller may read what it names.</summary>
public sealed class GraphQlAccessTests : IAsyncLifetime
{
    private const string Api = "/api/2.0/mlflow/";
    private UserHost _host = null!;
    private Things _own = null!, _closed = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await StartAsync();
        (_own, _closed) = (await ArrangeAsync("own"), await ArrangeAsync("closed"));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_page_of_a_run_opens_for_whoever_may_read_its_experiment_alone()
    {
        var guest = await GuestAsync();
        var run = (await DataAsync(
            guest,
            """
            query GetRun($data: MlflowGetRunInput!) @component(name: "MLflow.ExperimentRunTracking") {
              mlflowGetRun(input: $data) { apiError { code message } run { info { runId } experiment { name } modelVersions { name } } }
            }
            """,
            new { data = new { runId = _own.Run } })).GetProperty("mlflowGetRun").GetProperty("run");
        Assert.Equal((_own.Run, "own"), (run.GetProperty("info").GetProperty("runId").GetString(), run.GetProperty("experiment").GetProperty("name").GetString()));
        Assert.Empty(run.GetProperty("modelVersions").EnumerateArray());
        foreach (var path in (string[])["3.0/mlflow/ui-telemetry", "2.0/mlflow/gateway-proxy", "2.0/mlflow/runs/get?run_id=" + _own.Run, "2.0/mlflow/experiments/get?experiment_id=" + _own.Experiment])
        {
            await OkAsync(guest, "GET", "/ajax-api/" + path);
        }
    }

    [Fact]
    public async Task Every_field_is_as_open_as_what_its_input_names()
    {
        var guest = await GuestAsync();
        foreach (var (operation, field, input, answer) in ((string, string, Func<Things, string>, string)[])
        [
            ("query", "mlflowGetExperiment", of => $"experimentId: \"{of.Experiment}\"", "experiment { experimentId }"),
            ("query", "mlflowGetRun", of => $"runId: \"{of.Run}\"", "run { info { runId } }"),
            ("query", "mlflowGetRun", of => $"runUuid: \"{of.Run}\"", "run { info { runId } }"),
            ("query", "mlflowListArtifacts", of => $"runId: \"{of.Run}\"", "rootUri"),
            ("query", "mlflowGetMetricHistoryBulkInterval", of => $"runIds: [\"{of.Run}\"], metricKey: \"k\"", "metrics { value }"),
            ("query", "mlflowSearchRuns", of => $"experimentIds: [\"{of.Experiment}\"]", "runs { info { runId } }"),
            ("mutation", "mlflowSearchRuns", of => $"experimentIds: [\"{of.Experiment}\"]", "runs { info { runId } }"),
            ("mutation", "mlflowSearchDatasets", of => $"experimentIds: [\"{of.Experiment}\"]", "datasetSummaries { name }"),
        ])
        {
            var query = $"{operation} {{ own: {field}(input: {{{input(_own)}}}) {{ {answer} }} closed: {field}(input: {{{input(_closed)}}}) {{ {answer} }} }}";
            var json = await OkAsync(guest, "POST", "/graphql", new { query });
            Assert.True(json.GetProperty("data").GetProperty("own").ValueKind == JsonValueKind.Object, $"{query}: {json}");
            Assert.True(json.GetProperty("data").GetProperty("closed").ValueKind == JsonValueKind.Null, $"{query}: {json}");
            Assert.StartsWith("Permission denied", Assert.Single(json.GetProperty("errors").EnumerateArray()).GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_names_something_closed_beside_something_open_or_nothing_is_denied()
    {
        var guest = await GuestAsync();
        foreach (var (field, input) in ((string, object)[])
        [
            ("mlflowGetRun", new { runId = _own.Run, runUuid = _closed.Run }),
            ("mlflowGetRun", new { runId = _own.Run, run_uuid = _closed.Run }),
            ("mlflowGetRun", new { runId = new string('0', 32) }),
            ("mlflowListArtifacts", new { runId = _closed.Run, path = "x" }),
            ("mlflowGetMetricHistoryBulkInterval", new { runIds = new[] { _own.Run, _closed.Run }, metricKey = "k" }),
            ("mlflowSearchRuns", new { experimentIds = new[] { _own.Experiment, _closed.Experiment } }),
            ("mlflowSearchRuns", new { experimentIds = Array.Empty<string>() }),
            ("mlflowSearchRuns", new { }),
        ])
        {
            var type = char.ToUpperInvariant(field[0]) + field[1..] + "Input";
            var json = await OkAsync(guest, "POST", "/graphql", new { query = $"query Q($i: {type}) {{ a: {field}(input: $i) {{ apiError {{ code }} }} }}", variables = new { i = input } });
            var code = json.GetProperty("data").GetProperty("a") is { ValueKind: JsonValueKind.Object } answer ? answer.GetProperty("apiError").GetProperty("code").GetString() : null;
            Assert.True(code == "PERMISSION_DENIED" || (code is null && json.GetProperty("errors").GetArrayLength() == 1), $"{field}: {json}");
        }
    }

    [Fact]
    public async Task Model_versions_are_those_of_readable_models_wherever_they_show()
    {
        const string Search = "{ mlflowSearchModelVersions(input: {}) { apiError { code } modelVersions { name } } }";
        var guest = await GuestAsync();
        Assert.Empty(Names((await DataAsync(guest, Search)).GetProperty("mlflowSearchModelVersions")));
        await OkAsync(_host.As(Admin), "POST", Api + "registered-models/permissions/create", new { name = _own.Model, username = "guest", permission = "READ" });
        var reader = await _host.AddAsync("reader", "READ");
        await OkAsync(_host.As(Admin), "POST", Api + "registered-models/permissions/create", new { name = _closed.Model, username = "reader", permission = "NO_PERMISSIONS" });
        foreach (var client in (HttpClient[])[guest, reader])
        {
            Assert.Equal([_own.Model], Names((await DataAsync(client, Search)).GetProperty("mlflowSearchModelVersions")));
            var run = $"{{ mlflowGetRun(input: {{runId: \"{_own.Run}\"}}) {{ run {{ modelVersions {{ name }} }} }} }}";
            Assert.Equal([_own.Model], Names((await DataAsync(client, run)).GetProperty("mlflowGetRun").GetProperty("run")));
        }

        static string?[] Names(JsonElement of) => [.. of.GetProperty("modelVersions").EnumerateArray().Select(version => version.GetProperty("name").GetString())];
    }

    [Fact]
    public async Task Whoever_may_read_nothing_asks_nothing()
    {
        var nobody = await _host.AddAsync("nobody");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(nobody, "POST", "/graphql", new { query = "{ __typename }" }));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(_host.Anonymous(), "POST", "/graphql", new { query = "{ __typename }" }));
        var guest = await GuestAsync();
        Assert.Equal("""{"__typename":"Query","test":{"output":"x"}}""", (await DataAsync(guest, "{ __typename test(inputString: \"x\") { output } }")).GetRawText());
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(guest, "POST", "/mlflow/team/project/tracking/graphql", new { query = "{ __typename }" }));
    }

    private static async Task<JsonElement> DataAsync(HttpClient client, string query, object? variables = null)
    {
        var answer = await OkAsync(client, "POST", "/graphql", new { query, variables });
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("errors").ValueKind);
        return answer.GetProperty("data");
    }

    private async Task<HttpClient> GuestAsync()
    {
        var guest = await _host.AddAsync("guest");
        await OkAsync(_host.As(Admin), "POST", Api + "experiments/permissions/create", new { experiment_id = _own.Experiment, username = "guest", permission = "READ" });
        return guest;
    }

    private async Task<Things> ArrangeAsync(string name)
    {
        var admin = _host.As(Admin);
        var experiment = (await OkAsync(admin, "POST", Api + "experiments/create", new { name })).GetProperty("experiment_id").GetString()!;
        var run = (await OkAsync(admin, "POST", Api + "runs/create", new { experiment_id = experiment, start_time = 1 })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        var model = "model-" + name;
        await OkAsync(admin, "POST", Api + "registered-models/create", new { name = model });

        // The version of the closed model is made from the open run, too.
        await OkAsync(admin, "POST", Api + "model-versions/create", new { name = model, source = $"runs:/{_own?.Run ?? run}/m", run_id = _own?.Run ?? run });
        return new Things(experiment, run, model);
    }

    private sealed record Things(string Experiment, string Run, string Model);
}
