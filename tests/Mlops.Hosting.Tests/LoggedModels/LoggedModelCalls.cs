using System.Text.Json;
using Mlops.Hosting.Tests.Registry;

namespace Mlops.Hosting.Tests.LoggedModels;

/// <summary>The routes of logged models in short.</summary>
internal static class LoggedModelCalls
{
    public const string Models = RegistryCalls.Api + "logged-models";
    public const string UnknownId = "m-00000000000000000000000000000000";

    /// <summary>Creates a model and gives its id.</summary>
    public static async Task<string> CreateLoggedModelAsync(this TestHost host, string name = "net", string runId = "", string prefix = "", string experimentId = "0")
    {
        var answer = await host.PostAsync(prefix + Models, new { experiment_id = experimentId, name, source_run_id = runId });
        return answer.GetProperty("model").GetProperty("info").Text("model_id");
    }

    public static async Task<JsonElement> LoggedModelAsync(this TestHost host, string modelId, string prefix = "") =>
        (await host.GetAsync($"{prefix}{Models}/{modelId}")).GetProperty("model");

    public static async Task<JsonElement> RunAsync(this TestHost host, string runId) =>
        (await host.GetAsync($"{RegistryCalls.Api}runs/get?run_id={runId}")).GetProperty("run");

    /// <summary>The metrics of a model as key, value, step.</summary>
    public static (string Key, double Value, long Step)[] Metrics(this JsonElement model) =>
        model.GetProperty("data").TryGetProperty("metrics", out var metrics)
            ? [.. metrics.EnumerateArray().Select(metric => (metric.Text("key"), metric.GetProperty("value").GetDouble(), metric.GetProperty("step").GetInt64()))]
            : [];
}
