using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Mlops.Hosting.Tests.Tracking;

/// <summary>How a request's message is read (protocol 3.2).</summary>
public sealed class RequestMessageTests : IAsyncLifetime
{
    private const string Api = "/api/2.0/mlflow/";
    private TestHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(null, "Bad Request. Content-Type header is missing.")]
    [InlineData("text/plain", "Bad Request. Content-Type must be one of ['application/json'].")]
    [InlineData("application/x-www-form-urlencoded", "Bad Request. Content-Type must be one of ['application/json'].")]
    [InlineData("application/json; charset=utf-8", null)]
    [InlineData("APPLICATION/JSON", null)]
    public async Task A_post_needs_the_content_type_of_json(string? type, string? refusal)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"name":"typed"}"""));
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var answer = await _host.Client.PostAsync(Api + "experiments/create", content, Stop);
        Assert.Equal(refusal is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(refusal, refusal is null ? null : (await JsonAsync(answer)).GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("experiments/create", """{"name":"marked"}""", "experiment_id")]
    [InlineData("experiments/search", """{"max_results":1}""", "experiments")]
    public async Task A_byte_order_mark_before_the_message_is_skipped(string route, string message, string field)
    {
        using var content = new ByteArrayContent([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(message)]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _host.Client.PostAsync(Api + route, content, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True((await JsonAsync(answer)).TryGetProperty(field, out _));
    }

    [Theory]
    [InlineData("{name:1}")]
    [InlineData("""{"name":"e" """)]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("name=e")]
    [InlineData("{")]
    [InlineData("\"not json\"")]
    [InlineData("\"7\"")]
    public async Task A_body_that_is_no_message_is_told_so(string body)
    {
        foreach (var route in (string[])["experiments/create", "runs/log-batch", "runs/search"])
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await _host.Client.PostAsync(Api + route, content, Stop);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.StartsWith("The request body is not a JSON object", (await JsonAsync(answer)).GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Patch_and_delete_are_read_whatever_their_content_type()
    {
        await _host.PostAsync(Api + "registered-models/create", new { name = "m" });
        using var patch = new HttpRequestMessage(HttpMethod.Patch, Api + "registered-models/update") { Content = new StringContent("""{"name":"m","description":"d"}""") };
        using var patched = await _host.Client.SendAsync(patch, Stop);
        Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
        using var delete = new HttpRequestMessage(HttpMethod.Delete, Api + "registered-models/delete") { Content = new StringContent("""{"name":"m"}""") };
        using var deleted = await _host.Client.SendAsync(delete, Stop);
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
    }

    [Theory]
    [InlineData("experiments/create", """{"name":123}""", "Invalid value 123 for parameter 'name' supplied")]
    [InlineData("runs/log-parameter", """{"run_id":31,"key":"k","value":41}""", "Invalid value 31 for parameter 'run_id' supplied")]
    [InlineData("runs/set-tag", """{"run_id":31,"key":"k","value":41}""", "Invalid value 31 for parameter 'run_id' supplied")]
    [InlineData("runs/log-batch", """{"run_id":"x","metrics":"<é>"}""", """Invalid value \"<é>\" for parameter 'metrics' supplied""")]
    public async Task A_refusal_can_be_read_as_it_comes_and_names_the_first_field_that_is_wrong(string route, string message, string text)
    {
        using var content = new StringContent(message, Encoding.UTF8, "application/json");
        using var answer = await _host.Client.PostAsync(Api + route, content, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(text, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runs/create", "run_name")]
    [InlineData("runs/create", "user_id")]
    [InlineData("runs/update", "run_name")]
    public async Task Names_of_runs_and_users_are_bounded(string route, string field)
    {
        var runId = await CreateRunAsync();
        var message = new Dictionary<string, string> { ["experiment_id"] = "0", ["run_id"] = runId, [field] = new('x', 8001) };
        using var refused = await _host.TryAsync(HttpMethod.Post, Api + route, message);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(field, (await JsonAsync(refused)).GetProperty("message").GetString(), StringComparison.Ordinal);
        message[field] = new('x', 8000);
        await _host.PostAsync(Api + route, message);
    }

    [Fact]
    public async Task Names_may_be_camel_case_and_numbers_text()
    {
        var runId = await CreateRunAsync();
        await OkAsync("runs/log-metric", $$"""{"runId":"{{runId}}","key":"m","value":"0.5","timestamp":"12","step":"-3"}""");
        await OkAsync("runs/log-batch", $$"""{"runId":"{{runId}}","metrics":[{"key":"m","value":"NaN","timestamp":13.0,"step":1e2}]}""");
        await OkAsync("runs/update", $$"""{"runId":"{{runId}}","status":3,"endTime":"99"}""");
        var history = (await _host.GetAsync($"{Api}metrics/get-history?run_id={runId}&metric_key=m")).GetProperty("metrics").EnumerateArray()
            .Select(metric => (metric.GetProperty("value").ToString(), metric.GetProperty("timestamp").GetInt64(), metric.GetProperty("step").GetInt64()));
        Assert.Equal([("0.5", 12, -3), ("NaN", 13, 100)], history);
        var info = (await GetRunAsync(runId)).GetProperty("info");
        Assert.Equal(("FINISHED", 99L), (info.GetProperty("status").GetString(), info.GetProperty("end_time").GetInt64()));
    }

    [Theory]
    [InlineData("Infinity", "1.7976931348623157E+308")]
    [InlineData("-Infinity", "-1.7976931348623157E+308")]
    public async Task Infinities_come_back_as_the_largest_finite_values(string value, string kept)
    {
        var runId = await CreateRunAsync();
        await OkAsync("runs/log-metric", $$"""{"run_id":"{{runId}}","key":"single","value":"{{value}}","timestamp":1}""");
        await OkAsync("runs/log-batch", $$"""{"run_id":"{{runId}}","metrics":[{"key":"batch","value":"{{value}}","timestamp":1}]}""");
        await OkAsync("runs/log-batch", $$"""{"run_id":"{{runId}}","metrics":[{"key":"fast","value":{{(value[0] == '-' ? "-" : "")}}1e999,"timestamp":1}]}""");
        foreach (var metric in (await GetRunAsync(runId)).GetProperty("data").GetProperty("metrics").EnumerateArray())
        {
            Assert.Equal(kept, metric.GetProperty("value").GetRawText());
        }
    }

    [Fact]
    public async Task A_message_may_be_json_inside_a_json_text()
    {
        var runId = await CreateRunAsync();
        await OkAsync("runs/set-tag", JsonSerializer.Serialize($$"""{"run_id":"{{runId}}","key":"t","value":"1"}"""));
        await OkAsync("runs/log-batch", JsonSerializer.Serialize($$"""{"run_id":"{{runId}}","params":[{"key":"p","value":"1"}]}"""));
        var data = (await GetRunAsync(runId)).GetProperty("data");
        Assert.Equal("p", data.GetProperty("params")[0].GetProperty("key").GetString());
        Assert.Contains(data.GetProperty("tags").EnumerateArray(), tag => tag.GetProperty("key").GetString() == "t");
    }

    [Fact]
    public async Task Run_uuid_stands_for_run_id()
    {
        var runId = await CreateRunAsync();
        await OkAsync("runs/set-tag", $$"""{"run_uuid":"{{runId}}","key":"t","value":"1"}""");
        Assert.Equal(runId, (await _host.GetAsync($"{Api}runs/get?run_uuid={runId}")).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString());
    }

    [Fact]
    public async Task Null_counts_as_unset_and_unknown_fields_as_nothing()
    {
        var runId = await CreateRunAsync();
        await OkAsync("runs/log-batch", $$"""{"run_id":"{{runId}}","metrics":null,"tags":null,"params":[],"whatever":{"a":[1]},"also":null}""");
        await OkAsync("runs/update", $$"""{"run_id":"{{runId}}","status":null,"run_name":null}""");
        await RefusedAsync("runs/set-tag", $$"""{"run_id":null,"key":"t","value":"1"}""", "Missing value for required parameter 'run_id'. See the API docs for more information about request parameters.");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n")]
    [InlineData("null")]
    [InlineData("\"null\"")]
    public async Task What_is_no_message_counts_as_an_empty_one(string body)
    {
        await RefusedAsync("experiments/create", body, "Missing value for required parameter 'name'. See the API docs for more information about request parameters.");
        await RefusedAsync("runs/log-batch", body, "Missing value for required parameter 'run_id'. See the API docs for more information about request parameters.");
    }

    [Fact]
    public async Task A_refusal_names_the_nested_field_and_its_type()
    {
        var runId = await CreateRunAsync();
        await RefusedAsync(
            "runs/log-batch", $$"""{"run_id":"{{runId}}","metrics":[{"key":"m","value":1,"timestamp":1},{"key":"m","value":1}]}""",
            "Missing value for required parameter 'metrics[1].timestamp'. See the API docs for more information about request parameters.");
        await RefusedAsync(
            "runs/log-metric", $$"""{"run_id":"{{runId}}","key":"m","value":[1],"timestamp":1}""",
            "Invalid value [1] for parameter 'value' supplied:  Hint: Value was of type 'list'. See the API docs for more information about request parameters.");
        await RefusedAsync(
            "experiments/create", """{"name":{"a":1}}""",
            """Invalid value {"a":1} for parameter 'name' supplied:  Hint: Value was of type 'dict'. See the API docs for more information about request parameters.""");
    }

    [Fact]
    public async Task A_get_is_read_from_its_query_or_without_one_from_its_body()
    {
        var runId = await CreateRunAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Api + "runs/get") { Content = JsonContent.Create(new { run_id = runId }) };
        using var answer = await _host.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var both = new HttpRequestMessage(HttpMethod.Get, Api + "runs/get?run_id=" + new string('0', 32)) { Content = JsonContent.Create(new { run_id = runId }) };
        using var unknown = await _host.Client.SendAsync(both, Stop);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("""{"run_id":"RUN","key":"k","value":"a\u0000b"}""")]
    [InlineData("""{"run_id":"RUN","key":"k","value":"\ud800"}""")]
    [InlineData("""{"run_id":"RUN","key":"k","value":"x","\ud800abcdefghijklm":1}""")]
    [InlineData("""{"run_id":"RUN","key":"k\ud800","value":"x"}""")]
    public async Task Text_that_no_database_takes_is_refused_and_changes_nothing(string body)
    {
        var runId = await CreateRunAsync();
        var before = (await GetRunAsync(runId)).GetRawText();
        await RefusedAsync("runs/set-tag", body.Replace("RUN", runId, StringComparison.Ordinal), null);
        await RefusedAsync("runs/log-parameter", body.Replace("RUN", runId, StringComparison.Ordinal), null);
        await RefusedAsync("runs/log-batch", $$"""{"run_id":"{{runId}}","params":[{"key":"p","value":"1"}],"tags":[{{body}}]}""", null);
        Assert.Equal(before, (await GetRunAsync(runId)).GetRawText());
    }

    [Fact]
    public async Task A_body_that_is_not_utf8_counts_as_an_empty_message()
    {
        using var content = new ByteArrayContent([.. """{"name":"x"""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await _host.Client.PostAsync(Api + "experiments/create", content, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_beyond_the_bound_is_refused()
    {
        using var content = new ByteArrayContent(new byte[(32 << 20) + 1]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, Api + "experiments/create") { Content = content };
        request.Headers.ExpectContinue = true;
        using var answer = await _host.Client.SendAsync(request, Stop);
        Assert.Equal("BAD_REQUEST", (await JsonAsync(answer)).GetProperty("error_code").GetString());
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);

    private async Task<string> CreateRunAsync() =>
        (await _host.PostAsync(Api + "runs/create", new { experiment_id = "0" })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;

    private async Task<JsonElement> GetRunAsync(string runId) => (await _host.GetAsync($"{Api}runs/get?run_id={runId}")).GetProperty("run");

    private async Task OkAsync(string path, string body)
    {
        using var answer = await _host.Client.PostAsync(Api + path, new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    private async Task RefusedAsync(string path, string body, string? message)
    {
        using var answer = await _host.Client.PostAsync(Api + path, new StringContent(body, Encoding.UTF8, "application/json"), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var refusal = await JsonAsync(answer);
        Assert.Equal("INVALID_PARAMETER_VALUE", refusal.GetProperty("error_code").GetString());
        Assert.Equal(message ?? refusal.GetProperty("message").GetString(), refusal.GetProperty("message").GetString());
    }
}
