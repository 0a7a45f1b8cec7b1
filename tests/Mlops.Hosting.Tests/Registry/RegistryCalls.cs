using System.Net;
using System.Text.Json;

namespace Mlops.Hosting.Tests.Registry;

/// <summary>The registry's routes in short.</summary>
internal static class RegistryCalls
{
    public const string Api = "/api/2.0/mlflow/";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Creates a run and gives its id.</summary>
    public static async Task<string> CreateRunAsync(this TestHost host, string prefix = "", string experimentId = "0")
    {
        var answer = await host.PostAsync(prefix + Api + "runs/create", new { experiment_id = experimentId, start_time = 1 });
        return answer.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
    }

    public static async Task CreateModelAsync(this TestHost host, string name, string prefix = "") =>
        await host.PostAsync(prefix + Api + "registered-models/create", new { name });

    /// <summary>Uploads a file by the artifact proxy.</summary>
    public static async Task UploadAsync(this TestHost host, string path, byte[] bytes, string prefix = "")
    {
        using var content = new ByteArrayContent(bytes);
        using var answer = await host.Client.PutAsync($"{prefix}/api/2.0/mlflow-artifacts/artifacts/{path}", content, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public static Task<HttpResponseMessage> TryRegisterAsync(this TestHost host, string source, string runId = "", bool prompt = false, string prefix = "", string modelId = "") =>
        host.TryAsync(HttpMethod.Post, prefix + Api + "model-versions/create", new
        {
            name = "net",
            source,
            run_id = runId,
            model_id = modelId,
            tags = prompt ? [new { key = "mlflow.prompt.is_prompt", value = "true" }] : Array.Empty<object>(),
        });

    /// <summary>Registers a version of the model <c>net</c>.</summary>
    public static async Task<JsonElement> RegisterAsync(this TestHost host, string source, string runId = "", string prefix = "", bool prompt = false, string modelId = "")
    {
        using var answer = await host.TryRegisterAsync(source, runId, prompt, prefix, modelId);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{source}: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("model_version");
    }

    public static async Task<JsonElement> VersionAsync(this TestHost host, string version, string prefix = "") =>
        (await host.GetAsync($"{prefix}{Api}model-versions/get?name=net&version={version}")).GetProperty("model_version");

    public static async Task<string> DownloadUriAsync(this TestHost host, string version, string prefix = "") =>
        (await host.GetAsync($"{prefix}{Api}model-versions/get-download-uri?name=net&version={version}")).GetProperty("artifact_uri").GetString()!;

    public static async Task<(HttpStatusCode Status, string Code, string Message)> RefusalAsync(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Stop);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.TryGetProperty("error_code", out var code)
            ? (answer.StatusCode, code.GetString()!, json.RootElement.GetProperty("message").GetString()!)
            : throw new InvalidOperationException($"No refusal: {text}");
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static Dictionary<string, string> Tags(this JsonElement version) => version.TryGetProperty("tags", out var tags)
        ? tags.EnumerateArray().ToDictionary(tag => tag.Text("key"), tag => tag.Text("value"))
        : [];
}
