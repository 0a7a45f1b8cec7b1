using Mlops.Tracking.Errors;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Tests.Webhooks;

/// <summary>What every <see cref="IWebhookStore"/> promises.</summary>
public abstract class WebhookStoreContract : WebhookContract
{
    [Fact]
    public async Task A_webhook_is_read_as_it_was_created()
    {
        var now = Clock.Now;
        var created = await Webhooks.CreateAsync(
            Workspace,
            "id-1",
            new WebhookChange { Name = "hook", Description = "d", Url = "https://example.org/é?x=1", Events = [VersionCreated, ModelCreated], Status = WebhookStatus.Disabled },
            Stop);

        Assert.Equal(("id-1", "hook", "d", "https://example.org/é?x=1"), (created.WebhookId, created.Name, created.Description, created.Url));
        Assert.Equal((WebhookStatus.Disabled, now, now), (created.Status, created.CreationTimestamp, created.LastUpdatedTimestamp));
        Assert.Equal([VersionCreated, ModelCreated], created.Events);
        Assert.Equivalent(created, await Webhooks.GetAsync(Workspace, "id-1", Stop), strict: true);
        Assert.Null(await Webhooks.GetProtectedSecretAsync(Workspace, "id-1", Stop));
    }

    [Fact]
    public async Task A_webhook_is_active_unless_somebody_says_otherwise() => Assert.Equal(WebhookStatus.Active, (await AddWebhook()).Status);

    [Fact]
    public async Task Several_webhooks_may_have_one_name() => Assert.NotEqual((await AddWebhook()).WebhookId, (await AddWebhook()).WebhookId);

    [Fact]
    public async Task A_list_has_the_newest_first_in_pages()
    {
        foreach (var name in (string[])["a", "b", "c"])
        {
            await AddWebhook(name);
            Clock.Tick();
        }

        var first = await Webhooks.ListAsync(Workspace, 2, 0, Stop);
        Assert.Equal(["c", "b"], first.Items.Select(webhook => webhook.Name));
        Assert.NotNull(first.NextPageToken);
        var second = await Webhooks.ListAsync(Workspace, 2, 2, Stop);
        Assert.Equal(["a"], second.Items.Select(webhook => webhook.Name));
        Assert.Null(second.NextPageToken);
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        var created = await AddWebhook();
        var now = Clock.Tick();

        var renamed = await Webhooks.UpdateAsync(Workspace, created.WebhookId, new WebhookChange { Name = "new" }, Stop);
        Assert.Equivalent(created with { Name = "new", LastUpdatedTimestamp = now }, renamed, strict: true);
        Assert.Equal("box of hook", await Webhooks.GetProtectedSecretAsync(Workspace, created.WebhookId, Stop));

        var changed = await Webhooks.UpdateAsync(
            Workspace, created.WebhookId,
            new WebhookChange { Description = "d", Url = "https://example.net/", Events = [VersionCreated], ProtectedSecret = "other box", Status = WebhookStatus.Disabled }, Stop);
        Assert.Equivalent(
            renamed with { Description = "d", Url = "https://example.net/", Events = [VersionCreated], Status = WebhookStatus.Disabled }, changed, strict: true);
        Assert.Equal("other box", await Webhooks.GetProtectedSecretAsync(Workspace, created.WebhookId, Stop));
        Assert.Equivalent(changed, await Webhooks.GetAsync(Workspace, created.WebhookId, Stop), strict: true);
    }

    [Fact]
    public async Task A_deleted_webhook_is_gone()
    {
        var created = await AddWebhook();
        await Webhooks.DeleteAsync(Workspace, created.WebhookId, Stop);
        Assert.Empty((await Webhooks.ListAsync(Workspace, 10, 0, Stop)).Items);
        await IsUnknown(Workspace, created.WebhookId);
    }

    [Fact]
    public async Task An_unknown_id_is_refused()
    {
        var error = await IsUnknown(Workspace, "nope");
        Assert.Equal("Webhook with ID nope not found.", error.Message);
    }

    [Fact]
    public async Task No_other_workspace_reaches_a_webhook()
    {
        var created = await AddWebhook();
        await AddWebhook(workspace: "other");
        await IsUnknown("other", created.WebhookId);
        await IsUnknown("", created.WebhookId);
        Assert.Single((await Webhooks.ListAsync("other", 10, 0, Stop)).Items);
        Assert.Empty((await Webhooks.ListAsync("never/used", 10, 0, Stop)).Items);
        Assert.Equal("hook", (await Webhooks.GetAsync(Workspace, created.WebhookId, Stop)).Name);
    }

    [Fact]
    public async Task A_key_for_a_purpose_is_the_same_for_all_hosts_and_after_a_restart()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Backend.Keys.GetAsync("a", Stop).AsTask()));
        Assert.Equal(32, keys[0].Length);
        Assert.All(keys, key => Assert.Equal(keys[0], key));
        Assert.NotEqual(keys[0], await Backend.Keys.GetAsync("b", Stop));

        await Backend.ReopenAsync();

        Assert.Equal(keys[0], await Backend.Keys.GetAsync("a", Stop));
    }

    private async Task<MlflowException> IsUnknown(string workspace, string webhookId)
    {
        await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Webhooks.GetAsync(workspace, webhookId, Stop)));
        await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Webhooks.GetProtectedSecretAsync(workspace, webhookId, Stop)));
        await Refused(ErrorCode.ResourceDoesNotExist, () => Webhooks.DeleteAsync(workspace, webhookId, Stop));
        return await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Webhooks.UpdateAsync(workspace, webhookId, new WebhookChange { Name = "x" }, Stop)));
    }
}
