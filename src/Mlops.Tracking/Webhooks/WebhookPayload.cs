using System.Globalization;
using System.Text.Json.Nodes;

namespace Mlops.Tracking.Webhooks;

/// <summary>
/// What is posted to a webhook: <c>entity</c>, <c>action</c>, <c>timestamp</c> and <c>data</c>, with <c>workspace</c> outside of the
/// default one. The shapes of <c>data</c> are those of MLflow's <c>webhooks/types.py</c>.
/// </summary>
internal static class WebhookPayload
{
    /// <summary>Writes a payload.</summary>
    /// <param name="event">What happened.</param>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="data">What it happened to; belongs to the payload afterwards.</param>
    /// <returns>JSON in ASCII.</returns>
    public static string Write(WebhookEvent @event, string workspace, DateTimeOffset time, JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(@event);
        ArgumentNullException.ThrowIfNull(workspace);
        var payload = new JsonObject
        {
            ["entity"] = WebhookNames.Of(@event.Entity),
            ["action"] = WebhookNames.Of(@event.Action),
            ["timestamp"] = time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture),
            ["data"] = data,
        };
        if (workspace.Length > 0)
        {
            payload["workspace"] = workspace;
        }

        return payload.ToJsonString();
    }

    /// <summary>The data of <c>registered_model.created</c> and <c>prompt.created</c>.</summary>
    /// <param name="name">The model's or prompt's name.</param>
    /// <param name="tags">Its first tags.</param>
    /// <param name="description">Its description, or empty.</param>
    /// <returns>The data.</returns>
    public static JsonObject Model(string name, IEnumerable<Tag> tags, string description) =>
        new() { ["name"] = name, ["tags"] = Map(tags), ["description"] = description };

    /// <summary>The data of <c>model_version.created</c>.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="version">The version's decimal number.</param>
    /// <param name="source">Its source as the caller sent it.</param>
    /// <param name="runId">The run that made it, or null.</param>
    /// <param name="tags">Its first tags.</param>
    /// <param name="description">Its description, or null.</param>
    /// <returns>The data.</returns>
    public static JsonObject ModelVersion(string name, string version, string source, string? runId, IEnumerable<Tag> tags, string? description) => new()
    {
        ["name"] = name,
        ["version"] = version,
        ["source"] = source,
        ["run_id"] = runId,
        ["tags"] = Map(tags),
        ["description"] = description,
    };

    /// <summary>The data of <c>prompt_version.created</c>.</summary>
    /// <param name="name">The prompt's name.</param>
    /// <param name="version">The version's decimal number.</param>
    /// <param name="template">Its text, or null.</param>
    /// <param name="tags">Its first tags but those that make it a prompt.</param>
    /// <param name="description">Its description, or null.</param>
    /// <returns>The data.</returns>
    public static JsonObject PromptVersion(string name, string version, string? template, IEnumerable<Tag> tags, string? description) => new()
    {
        ["name"] = name,
        ["version"] = version,
        ["template"] = template,
        ["tags"] = Map(tags),
        ["description"] = description,
    };

    /// <summary>The data of the events about tags.</summary>
    /// <param name="name">The model's or prompt's name.</param>
    /// <param name="version">The version's decimal number, or null for a tag of a prompt.</param>
    /// <param name="key">The tag's key.</param>
    /// <param name="value">Its text, or null when it was deleted.</param>
    /// <returns>The data.</returns>
    public static JsonObject Tagged(string name, string? version, string key, string? value) =>
        Without(new() { ["name"] = name, ["version"] = version, ["key"] = key, ["value"] = value });

    /// <summary>The data of the events about aliases.</summary>
    /// <param name="name">The model's or prompt's name.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="version">The decimal number of the version that it names, or null when it was deleted.</param>
    /// <returns>The data.</returns>
    public static JsonObject Aliased(string name, string alias, string? version) =>
        Without(new() { ["name"] = name, ["alias"] = alias, ["version"] = version });

    private static JsonObject Without(JsonObject data)
    {
        foreach (var absent in data.Where(field => field.Value is null).Select(field => field.Key).ToList())
        {
            data.Remove(absent);
        }

        return data;
    }

    private static JsonObject Map(IEnumerable<Tag> tags)
    {
        var map = new JsonObject();
        foreach (var tag in tags)
        {
            map[tag.Key] = tag.Value;
        }

        return map;
    }
}
