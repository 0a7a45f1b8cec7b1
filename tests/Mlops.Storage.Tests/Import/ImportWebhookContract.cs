using Mlops.Import.Mlflow;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking.Keys;
using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Tests.Import;

/// <summary>Webhooks and their secrets.</summary>
public abstract class ImportWebhookContract(Func<TrackingStores> create) : ImportContract(create)
{
    private IWebhookStore Webhooks => Stores.Get<IWebhookStore>();

    [Fact]
    public async Task Webhooks_keep_their_ids_events_and_secrets()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName), new ImportOptions { Secrets = await SecretsAsync(MlflowDatabase.WebhookKey) });
        var webhooks = await ListAsync("");
        Assert.Equal(["chat", "ci", "off"], webhooks.Keys.Order(StringComparer.Ordinal));
        var ci = webhooks["ci"];
        Assert.Equal(("Builds é", "https://ci.example.com/hook", WebhookStatus.Active), (ci.Description, ci.Url, ci.Status));
        Assert.Equal(["model_version.created", "model_version_alias.deleted"], ci.Events.Select(happened => happened.ToString()));
        Assert.Equal((WebhookStatus.Active, WebhookStatus.Disabled), (webhooks["chat"].Status, webhooks["off"].Status));
        Assert.Null(await Webhooks.GetProtectedSecretAsync("", webhooks["chat"].WebhookId, Stop));

        var stored = await Webhooks.GetProtectedSecretAsync("", ci.WebhookId, Stop);
        Assert.Equal("grün and secret", WebhookSecretCipher.Open(await ServerKeyAsync(), ci.WebhookId, stored!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public async Task A_webhook_whose_secret_can_not_be_read_is_disabled(string? key)
    {
        var tables = await ImportAsync(MlflowDatabase.Create(Folder.FullName), new ImportOptions { Secrets = key is null ? null : await SecretsAsync(key) });
        Assert.All(tables, table => Assert.True(table.IsComplete, table.ToString()));
        Assert.StartsWith("1 of the webhooks came without a secret", tables.Single(table => table.Name == "webhooks").Note, StringComparison.Ordinal);
        var webhooks = await ListAsync("");
        Assert.Equal((WebhookStatus.Disabled, WebhookStatus.Active), (webhooks["ci"].Status, webhooks["chat"].Status));
        Assert.Null(await Webhooks.GetProtectedSecretAsync("", webhooks["ci"].WebhookId, Stop));

        await Webhooks.UpdateAsync("", webhooks["ci"].WebhookId, new WebhookChange { ProtectedSecret = "1.new", Status = WebhookStatus.Active }, Stop);
        Assert.Equal(WebhookStatus.Active, (await ListAsync(""))["ci"].Status);
    }

    [Fact]
    public async Task Webhooks_go_where_their_workspace_goes()
    {
        var source = MlflowDatabase.Create(Folder.FullName, more: "UPDATE webhooks SET workspace = 'team-a' WHERE name = 'chat'");
        await ImportAsync(source);
        Assert.Equal(["chat"], (await ListAsync("team-a")).Keys);
        Assert.DoesNotContain("chat", (await ListAsync("")).Keys);
    }

    private async Task<WebhookSecretMove> SecretsAsync(string key) => new(FernetKey.Parse(key), await ServerKeyAsync());

    private ValueTask<byte[]> ServerKeyAsync() => Stores.Get<IServerKeys>().GetAsync(WebhookSecretCipher.KeyPurpose, Stop);

    private async Task<Dictionary<string, Webhook>> ListAsync(string workspace) => (await Webhooks.ListAsync(workspace, 100, 0, Stop)).Items.ToDictionary(webhook => webhook.Name);
}
