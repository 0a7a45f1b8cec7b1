using Microsoft.Extensions.Logging;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting;

/// <summary>The log messages of this package, with stable event ids, 2000 to 2999.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(2001, LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void RequestFailed(ILogger logger, Exception error, string method, string path);

    [LoggerMessage(2002, LogLevel.Error, "{Method} {Path} can't be answered just now, and others neither: {Reason} This is logged once until it has passed; the time before it cost {Requests} requests.")]
    public static partial void OutageBegan(ILogger logger, Exception error, string method, string path, string reason, int requests);

    [LoggerMessage(2020, LogLevel.Information, "Version {Version} of model {Model} in workspace '{Workspace}' was inspected: {Status}. {Message}")]
    public static partial void Inspected(ILogger logger, string workspace, string model, string version, ModelVersionStatus status, string? message);

    [LoggerMessage(2021, LogLevel.Warning, "Attempt {Attempt} to inspect version {Version} of model {Model} in workspace '{Workspace}' came to nothing: {Reason} The next is in {Delay}.")]
    public static partial void InspectionPostponed(ILogger logger, Exception? error, string workspace, string model, string version, int attempt, string reason, TimeSpan delay);

    [LoggerMessage(2022, LogLevel.Warning, "The lease on the inspection of version {Version} of model {Model} in workspace '{Workspace}' was lost; its result is dropped.")]
    public static partial void InspectionLost(ILogger logger, string workspace, string model, string version);

    [LoggerMessage(2023, LogLevel.Error, "The list of waiting inspections can't be read; trying again.")]
    public static partial void InspectionsUnreachable(ILogger logger, Exception error);

    [LoggerMessage(2040, LogLevel.Debug, "Delivery {DeliveryId} to webhook {WebhookId} of workspace '{Workspace}' was taken with {Status}.")]
    public static partial void WebhookDelivered(ILogger logger, string deliveryId, string webhookId, string workspace, int status);

    [LoggerMessage(2041, LogLevel.Warning, "Attempt {Attempt} at delivery {DeliveryId} to webhook {WebhookId} of workspace '{Workspace}' failed: {Reason} The next is in {Delay}.")]
    public static partial void WebhookPostponed(ILogger logger, int attempt, string deliveryId, string webhookId, string workspace, string reason, TimeSpan delay);

    [LoggerMessage(2042, LogLevel.Error, "Delivery {DeliveryId} to webhook {WebhookId} of workspace '{Workspace}' is given up after attempt {Attempt}: {Reason}")]
    public static partial void WebhookGivenUp(ILogger logger, int attempt, string deliveryId, string webhookId, string workspace, string reason);

    [LoggerMessage(2043, LogLevel.Warning, "{Events} events were not listed for webhook {WebhookId}: too many wait for it already.")]
    public static partial void WebhookFull(ILogger logger, long events, string webhookId);

    [LoggerMessage(2044, LogLevel.Error, "The list of waiting webhook deliveries can't be used; trying again.")]
    public static partial void WebhooksUnreachable(ILogger logger, Exception error);

    [LoggerMessage(2030, LogLevel.Warning, "Attempt {Attempt} at catalog work for project {Project} failed; the next is in {Delay}.")]
    public static partial void CatalogChoreFailed(ILogger logger, Exception error, string project, int attempt, TimeSpan delay);

    [LoggerMessage(2050, LogLevel.Information, "The administrator '{Username}' was created from the configuration.")]
    public static partial void AdministratorCreated(ILogger logger, string username);

    [LoggerMessage(2051, LogLevel.Warning, "A sign-in from {Address} failed.")]
    public static partial void SignInFailed(ILogger logger, System.Net.IPAddress? address);

    [LoggerMessage(2052, LogLevel.Information, "{Actor} did {Action} for user '{Username}'.")]
    public static partial void UserChanged(ILogger logger, string actor, string action, string username);

    [LoggerMessage(2070, LogLevel.Error, "The {Part} does not answer. This is said once, and again when it is back.")]
    public static partial void OutageBegan(ILogger logger, Exception error, string part);

    [LoggerMessage(2071, LogLevel.Information, "The {Part} answers again, after {Duration}.")]
    public static partial void OutageEnded(ILogger logger, string part, TimeSpan duration);
}
