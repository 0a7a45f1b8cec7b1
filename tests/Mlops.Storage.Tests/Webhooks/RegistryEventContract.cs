using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Tests.Webhooks;

/// <summary>Which changes of the registry webhooks are told of: each that happened, and none that did not.</summary>
public abstract class RegistryEventContract : WebhookContract
{
    private static readonly Tag Prompt = new("mlflow.prompt.is_prompt", "true");

    private static readonly WebhookEvent[] All =
    [
        ModelCreated, VersionCreated,
        new(WebhookEntity.ModelVersionTag, WebhookAction.Set), new(WebhookEntity.ModelVersionTag, WebhookAction.Deleted),
        new(WebhookEntity.ModelVersionAlias, WebhookAction.Created), new(WebhookEntity.ModelVersionAlias, WebhookAction.Deleted),
        new(WebhookEntity.Prompt, WebhookAction.Created), new(WebhookEntity.PromptVersion, WebhookAction.Created),
        new(WebhookEntity.PromptTag, WebhookAction.Set), new(WebhookEntity.PromptTag, WebhookAction.Deleted),
        new(WebhookEntity.PromptVersionTag, WebhookAction.Set), new(WebhookEntity.PromptVersionTag, WebhookAction.Deleted),
        new(WebhookEntity.PromptAlias, WebhookAction.Created), new(WebhookEntity.PromptAlias, WebhookAction.Deleted),
    ];

    [Fact]
    public async Task Every_change_of_a_model_is_told()
    {
        await AddWebhook(events: All);
        await AddModel("net", description: "d", tags: [new Tag("a", "b")]);
        await Versions.CreateAsync(
            Workspace,
            new NewModelVersion { Name = "net", Source = "s3://b/m", StorageLocation = "s3://b/m", RunId = "r1", Description = "v", Tags = [new Tag("k", "1"), new Tag("k", "2")] },
            Stop);
        await AddVersion("net", source: "s3://b/n");
        await Versions.SetTagAsync(Workspace, "net", 1, "t", "é", Stop);
        await Versions.SetTagAsync(Workspace, "net", 1, "t", null, Stop);
        await Models.SetAliasAsync(Workspace, "net", "best", 2, Stop);
        await Models.SetAliasAsync(Workspace, "net", "best", null, Stop);

        Assert.Equal(
            [
                ("registered_model.created", """{"name":"net","tags":{"a":"b"},"description":"d"}"""),
                ("model_version.created", """{"name":"net","version":"1","source":"s3://b/m","run_id":"r1","tags":{"k":"2"},"description":"v"}"""),
                ("model_version.created", """{"name":"net","version":"2","source":"s3://b/n","run_id":null,"tags":{},"description":null}"""),
                ("model_version_tag.set", """{"name":"net","version":"1","key":"t","value":"\u00E9"}"""),
                ("model_version_tag.deleted", """{"name":"net","version":"1","key":"t"}"""),
                ("model_version_alias.created", """{"name":"net","alias":"best","version":"2"}"""),
                ("model_version_alias.deleted", """{"name":"net","alias":"best"}"""),
            ],
            await Drain());
    }

    [Fact]
    public async Task Every_change_of_a_prompt_is_told_as_such()
    {
        await AddWebhook(events: All);
        await AddModel("ask", description: "d", tags: [Prompt, new Tag("a", "b")]);
        await AddVersion("ask", source: "prompt-template", tags: [Prompt, new Tag("mlflow.prompt.text", "Hello {{name}}"), new Tag("_mlflow_prompt_type", "text"), new Tag("k", "v")]);
        await Models.SetTagAsync(Workspace, "ask", "team", "x", Stop);
        await Models.SetTagAsync(Workspace, "ask", "team", null, Stop);
        await Versions.SetTagAsync(Workspace, "ask", 1, "t", "1", Stop);
        await Versions.SetTagAsync(Workspace, "ask", 1, "t", null, Stop);
        await Models.SetAliasAsync(Workspace, "ask", "best", 1, Stop);
        await Models.SetAliasAsync(Workspace, "ask", "best", null, Stop);

        Assert.Equal(
            [
                ("prompt.created", """{"name":"ask","tags":{"a":"b"},"description":"d"}"""),
                ("prompt_version.created", """{"name":"ask","version":"1","template":"Hello {{name}}","tags":{"k":"v"},"description":null}"""),
                ("prompt_tag.set", """{"name":"ask","key":"team","value":"x"}"""),
                ("prompt_tag.deleted", """{"name":"ask","key":"team"}"""),
                ("prompt_version_tag.set", """{"name":"ask","version":"1","key":"t","value":"1"}"""),
                ("prompt_version_tag.deleted", """{"name":"ask","version":"1","key":"t"}"""),
                ("prompt_alias.created", """{"name":"ask","alias":"best","version":"1"}"""),
                ("prompt_alias.deleted", """{"name":"ask","alias":"best"}"""),
            ],
            await Drain());
    }

    [Fact]
    public async Task What_did_not_happen_is_not_told()
    {
        await AddModel("net");
        await AddVersion("net");
        await AddWebhook(events: All);

        await Refused(ErrorCode.ResourceAlreadyExists, Act(() => Models.CreateAsync(Workspace, new NewRegisteredModel("net", null, []), Stop)));
        await Refused(ErrorCode.ResourceDoesNotExist, () => Versions.SetTagAsync(Workspace, "net", 7, "k", "v", Stop));
        await Refused(ErrorCode.ResourceDoesNotExist, () => Models.SetAliasAsync(Workspace, "net", "best", 7, Stop));
        await Models.SetAliasAsync(Workspace, "net", "never", null, Stop);
        await Versions.SetTagAsync(Workspace, "net", 1, "never", null, Stop);
        await Models.SetTagAsync(Workspace, "net", "models", "have no such event", Stop);

        Assert.Empty(await Drain());
    }

    [Fact]
    public async Task Only_active_webhooks_of_the_workspace_are_told_and_only_of_what_they_asked_for()
    {
        await AddWebhook("other workspace", workspace: "other");
        await AddWebhook("other event", events: VersionCreated);
        var disabled = await AddWebhook("disabled");
        await Webhooks.UpdateAsync(Workspace, disabled.WebhookId, new WebhookChange { Status = WebhookStatus.Disabled }, Stop);

        await AddModel("net");

        Assert.Empty(await Drain());
    }

    [Fact]
    public async Task A_webhook_of_the_default_workspace_is_told_without_naming_it()
    {
        await AddWebhook(workspace: "");
        await AddModel("net", workspace: "");
        Assert.DoesNotContain("workspace", (await Take())!.Body, StringComparison.Ordinal);
    }
}
