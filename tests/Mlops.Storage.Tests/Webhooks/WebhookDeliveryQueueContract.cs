using Mlops.Tracking.Webhooks;

namespace Mlops.Storage.Tests.Webhooks;

/// <summary>What every <see cref="IWebhookDeliveryQueue"/> promises.</summary>
public abstract class WebhookDeliveryQueueContract : WebhookContract
{
    [Fact]
    public async Task A_delivery_is_taken_with_all_that_it_takes_to_make_it()
    {
        var webhook = await AddWebhook();
        await AddModel("net");

        var taken = await Take();

        Assert.NotNull(taken);
        Assert.Equal((webhook.WebhookId, Workspace, webhook.Url, "box of hook", 1), (taken.WebhookId, taken.Workspace, taken.Url, taken.ProtectedSecret, taken.Attempt));
        Assert.True(Guid.TryParse(taken.DeliveryId, out _));
        Assert.Equal(
            """{"entity":"registered_model","action":"created","timestamp":"2023-11-14T22:13:20.000000\u002B00:00","data":{"name":"net","tags":{},"description":""},"workspace":"team/project"}""",
            taken.Body);
    }

    [Fact]
    public async Task Nothing_is_due_where_nothing_happened()
    {
        await AddWebhook();
        Assert.Null(await Take());
    }

    [Fact]
    public async Task Only_one_of_many_takes_a_delivery()
    {
        await AddWebhook();
        await AddModel("net");

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Take()));

        Assert.Single(taken, delivery => delivery is not null);
    }

    [Fact]
    public async Task A_webhook_gets_one_delivery_at_a_time_in_order_and_others_need_not_wait_for_it()
    {
        await AddWebhook("slow");
        await AddModel("first");
        Clock.Tick();
        await AddModel("second");
        Clock.Tick();
        var quick = await AddWebhook("quick", events: VersionCreated);
        await AddVersion("first");

        var slow = await Take();
        Assert.Contains("\"first\"", slow!.Body, StringComparison.Ordinal);
        Assert.Equal(quick.WebhookId, (await Take())!.WebhookId);
        Assert.Null(await Take());

        Assert.True(await Deliveries.RemoveAsync(slow, Stop));
        Assert.Contains("\"second\"", (await Take())!.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lease_that_runs_out_lets_another_take_over_and_shuts_the_first_out()
    {
        await AddWebhook();
        await AddModel("net");
        var first = await Take();
        Clock.Advance(Lease - TimeSpan.FromMilliseconds(1));
        Assert.Null(await Take());
        Clock.Tick();

        var second = await Take();

        Assert.Equal((2, first!.DeliveryId), (second!.Attempt, second.DeliveryId));
        Assert.False(await Deliveries.PostponeAsync(first, TimeSpan.Zero, Stop));
        Assert.False(await Deliveries.ReturnAsync(first, Stop));
        Assert.False(await Deliveries.RemoveAsync(first, Stop));
        Assert.True(await Deliveries.RemoveAsync(second, Stop));
        Assert.False(await Deliveries.RemoveAsync(second, Stop));
    }

    [Fact]
    public async Task What_is_postponed_is_due_after_the_delay_under_the_same_id()
    {
        await AddWebhook();
        await AddModel("net");
        var taken = await Take();
        Assert.True(await Deliveries.PostponeAsync(taken!, TimeSpan.FromSeconds(5), Stop));
        Clock.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.Null(await Take());
        Clock.Tick();
        var again = await Take();
        Assert.Equal((2, taken!.DeliveryId), (again!.Attempt, again.DeliveryId));
    }

    [Fact]
    public async Task What_is_returned_is_due_at_once_and_counts_as_not_taken()
    {
        await AddWebhook();
        await AddModel("net");
        Assert.True(await Deliveries.ReturnAsync((await Take())!, Stop));
        Assert.Equal(1, (await Take())!.Attempt);
    }

    [Fact]
    public async Task The_list_survives_a_restart()
    {
        await AddWebhook();
        await AddModel("net");
        var taken = await Take();

        await Backend.ReopenAsync();

        Assert.Null(await Take());
        Clock.Advance(Lease);
        Assert.Equal((2, taken!.DeliveryId), ((await Take())!.Attempt, taken.DeliveryId));
    }

    [Fact]
    public async Task Every_webhook_is_told_once()
    {
        var webhooks = new HashSet<string> { (await AddWebhook("a")).WebhookId, (await AddWebhook("b")).WebhookId };
        await AddModel("net");

        var (one, two) = (await Take(), await Take());

        Assert.Equal(webhooks, [one!.WebhookId, two!.WebhookId]);
        Assert.NotEqual(one.DeliveryId, two.DeliveryId);
        Assert.True(await Deliveries.RemoveAsync(one, Stop));
        Assert.True(await Deliveries.RemoveAsync(two, Stop));
        Assert.Null(await Take());
    }

    [Fact]
    public async Task What_waits_for_a_webhook_that_is_deleted_or_disabled_is_dropped()
    {
        var deleted = await AddWebhook("deleted");
        var disabled = await AddWebhook("disabled");
        await AddModel("net");
        var taken = await Take();

        await Webhooks.DeleteAsync(Workspace, deleted.WebhookId, Stop);
        await Webhooks.UpdateAsync(Workspace, disabled.WebhookId, new WebhookChange { Status = WebhookStatus.Disabled }, Stop);

        Assert.False(await Deliveries.RemoveAsync(taken!, Stop));
        Clock.Advance(Lease);
        Assert.Null(await Take());
        Assert.Empty(await Deliveries.SweepAsync(Stop));
    }

    [Fact]
    public async Task What_is_listed_while_a_webhook_is_being_disabled_is_not_delivered_and_is_cleared_away()
    {
        var webhook = await AddWebhook();
        await Webhooks.UpdateAsync(Workspace, webhook.WebhookId, new WebhookChange { Status = WebhookStatus.Disabled }, Stop);
        await Backend.FillDeliveriesAsync(webhook.WebhookId);
        Assert.Null(await Take());

        Assert.Empty(await Deliveries.SweepAsync(Stop));
        await Webhooks.UpdateAsync(Workspace, webhook.WebhookId, new WebhookChange { Status = WebhookStatus.Active }, Stop);

        Assert.Null(await Take());
    }

    [Fact]
    public async Task A_list_that_is_full_takes_no_more_and_tells_how_many_it_did_not()
    {
        var webhook = await AddWebhook(events: [new(WebhookEntity.ModelVersionTag, WebhookAction.Set)]);
        await AddModel("net");
        await AddVersion("net");
        await Backend.FillDeliveriesAsync(webhook.WebhookId);

        await Versions.SetTagAsync(Workspace, "net", 1, "k", "v", Stop);
        await Versions.SetTagAsync(Workspace, "net", 1, "k", "w", Stop);

        Assert.Equal(new Dictionary<string, long> { [webhook.WebhookId] = 2 }, await Deliveries.SweepAsync(Stop));
        Assert.Empty(await Deliveries.SweepAsync(Stop));
        Assert.True(await Deliveries.RemoveAsync((await Take())!, Stop));
        await Versions.SetTagAsync(Workspace, "net", 1, "k", "x", Stop);
        Assert.Empty(await Deliveries.SweepAsync(Stop));
    }
}
