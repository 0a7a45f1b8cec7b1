using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Options;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Webhooks;

namespace Mlops.Hosting.Webhooks;

/// <summary>Makes one attempt to deliver: signs, posts, and judges the answer.</summary>
internal sealed class WebhookSender(
    WebhookConnections connections, WebhookTargets targets, IWebhookSecrets secrets, IOptions<WebhookOptions> options, TimeProvider time)
{
    private const int MaxBody = 64 << 10;

    /// <summary>Posts a body to a webhook's URL.</summary>
    /// <param name="webhookId">The webhook's id.</param>
    /// <param name="url">Its URL, which is judged again.</param>
    /// <param name="protectedSecret">Its secret as it was protected, or null.</param>
    /// <param name="deliveryId">Names the delivery to the receiver.</param>
    /// <param name="body">What to post.</param>
    /// <param name="keepBody">Whether to read the answer's body, as far as it is bounded.</param>
    /// <param name="cancellationToken">Ends the attempt; an attempt that takes too long ends by itself.</param>
    public async Task<WebhookAttempt> SendAsync(
        string webhookId, string url, string? protectedSecret, string deliveryId, string body, bool keepBody, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Timeout);
        try
        {
            var secret = protectedSecret is null ? null : await secrets.RevealAsync(webhookId, protectedSecret, limit.Token);
            if (secret is null && protectedSecret is not null)
            {
                return WebhookAttempt.Failed("The webhook's secret can't be decrypted with the keys of this host; set it again.", mayRetry: false);
            }

            using var request = Request(targets.Parse(url), secret, deliveryId, body);
            using var response = await connections.Invoker.SendAsync(request, limit.Token);
            return Judge(response, keepBody ? await ReadAsync(response, limit.Token) : null);
        }
        catch (MlflowException error)
        {
            return WebhookAttempt.Failed(error.Message, mayRetry: false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return WebhookAttempt.Failed($"The receiver did not answer within {options.Value.Timeout}.", mayRetry: true);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException)
        {
            return IsRefused(error)
                ? WebhookAttempt.Failed(new RefusedAddressException().Message, mayRetry: false)
                : WebhookAttempt.Failed(Reason(error), mayRetry: true);
        }
    }

    private HttpRequestMessage Request(Uri url, string? secret, string deliveryId, string body)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("X-MLflow-Delivery-Id", deliveryId);
        request.Headers.TryAddWithoutValidation("X-MLflow-Timestamp", timestamp);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Mlops", null));
        if (secret is not null)
        {
            request.Headers.TryAddWithoutValidation("X-MLflow-Signature", WebhookSignature.Of(secret, deliveryId, timestamp, body));
        }

        return request;
    }

    private WebhookAttempt Judge(HttpResponseMessage response, string? body)
    {
        var status = (int)response.StatusCode;
        var failure = status switch
        {
            < 300 => null,
            < 400 => $"The receiver answered {status}; redirects are not followed, register the address that they lead to.",
            _ => $"The receiver answered {status}.",
        };
        var mayRetry = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway
            or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
        var retryAfter = response.Headers.RetryAfter is { } header ? header.Delta ?? (header.Date - time.GetUtcNow()) : null;
        return new WebhookAttempt(status, body, failure, mayRetry, retryAfter);
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MaxBody];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private static bool IsRefused(Exception? error) => error is not null && (error is RefusedAddressException || IsRefused(error.InnerException));

    // Not the exceptions' own texts: they may hold the address.
    private static string Reason(Exception error) => error switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "The host's name has no address.",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } => "The host's name has no address.",
        HttpRequestException { InnerException: AuthenticationException } => "The receiver's certificate is not trusted, or it speaks no TLS.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "The host can't be connected to.",
        _ => "The connection broke before the receiver had answered.",
    };
}
