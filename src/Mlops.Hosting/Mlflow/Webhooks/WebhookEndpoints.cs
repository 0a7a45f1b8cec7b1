using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Hosting.Webhooks;
using Mlops.Tracking.Search;
using Mlops.Tracking.Webhooks;

namespace Mlops.Hosting.Mlflow.Webhooks;

/// <summary>
/// The rpcs about webhooks. All need to administer the workspace: a webhook sees every change, and makes the server send requests.
/// </summary>
internal static class WebhookEndpoints
{
    private const string Base = "2.0/mlflow/webhooks";
    private const string One = Base + "/{webhook_id}";

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base, AccessLevel.Admin, RouteSubject.WholeWorkspace, CreateAsync);
        routes.Rpc("GET", Base, AccessLevel.Admin, RouteSubject.WholeWorkspace, ListAsync);
        routes.Rpc("GET", One, AccessLevel.Admin, RouteSubject.WholeWorkspace, GetAsync);
        routes.Rpc("PATCH", One, AccessLevel.Admin, RouteSubject.WholeWorkspace, UpdateAsync);
        routes.Rpc("DELETE", One, AccessLevel.Admin, RouteSubject.WholeWorkspace, DeleteAsync);
        routes.Rpc("POST", One + "/test", AccessLevel.Admin, RouteSubject.WholeWorkspace, TestAsync);
    }

    private static async Task CreateAsync(MlflowCall call)
    {
        call.Request.Required("name");
        call.Request.Required("url");
        var request = Read(call.Request);
        if (request.Events.Count == 0)
        {
            throw call.Request.Missing("events");
        }

        await RespondAsync(call, await call.Service<WebhookService>().CreateAsync(call.Workspace, request, call.Aborted));
    }

    private static async Task ListAsync(MlflowCall call)
    {
        var maxResults = WebhookService.MaxResults.Resolve(call.Request.Int64("max_results"));
        var offset = PageToken.Decode(call.Request.String("page_token"));
        var page = await call.Service<WebhookService>().ListAsync(call.Workspace, maxResults, offset, call.Aborted);
        await call.RespondAsync(new ListWebhooksResponse(page.Items, page.NextPageToken));
    }

    private static async Task GetAsync(MlflowCall call) =>
        await RespondAsync(call, await call.Service<WebhookService>().GetAsync(call.Workspace, Id(call), call.Aborted));

    private static async Task UpdateAsync(MlflowCall call) =>
        await RespondAsync(call, await call.Service<WebhookService>().UpdateAsync(call.Workspace, Id(call), Read(call.Request), call.Aborted));

    private static async Task DeleteAsync(MlflowCall call)
    {
        await call.Service<WebhookService>().DeleteAsync(call.Workspace, Id(call), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task TestAsync(MlflowCall call)
    {
        var webhooks = call.Service<WebhookService>();
        var webhook = await webhooks.GetAsync(call.Workspace, Id(call), call.Aborted);
        var example = WebhookService.ChooseExample(webhook, call.Request.Message("event") is { } wanted ? ReadEvent(wanted) : null);
        var body = WebhookPayload.Write(example, call.Workspace, call.Service<TimeProvider>().GetUtcNow(), WebhookExample.Of(example));
        var secret = await webhooks.GetProtectedSecretAsync(call.Workspace, webhook.WebhookId, call.Aborted);
        var attempt = await call.Service<WebhookSender>().SendAsync(
            webhook.WebhookId, webhook.Url, secret, Guid.NewGuid().ToString(), body, keepBody: true, call.Aborted);
        // What the receiver itself answered as an error speaks for itself; clients take a text here for one that never answered.
        var failure = attempt.Status >= StatusCodes.Status400BadRequest ? null : attempt.Failure;
        await call.RespondAsync(new TestWebhookResponse(new WebhookTestResult(
            attempt.Failure is null, attempt.Status, attempt.Body, failure is null ? null : $"Failed to test webhook: {failure}")));
    }

    private static WebhookRequest Read(MlflowMessage request) => new(
        request.String("name"),
        request.String("description"),
        request.String("url"),
        request.List("events", ReadEvent),
        request.String("secret"),
        request.Enum<WebhookStatus>("status", ProtocolEnum.WebhookStatus));

    private static WebhookEvent ReadEvent(MlflowMessage message) => new(
        message.Enum<WebhookEntity>("entity", ProtocolEnum.WebhookEntity) ?? WebhookEntity.Unspecified,
        message.Enum<WebhookAction>("action", ProtocolEnum.WebhookAction) ?? WebhookAction.Unspecified);

    private static string Id(MlflowCall call) => (string)call.Context.Request.RouteValues["webhook_id"]!;

    private static Task RespondAsync(MlflowCall call, Webhook webhook) => call.RespondAsync(new WebhookResponse(webhook));
}
