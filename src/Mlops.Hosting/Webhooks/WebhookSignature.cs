using System.Security.Cryptography;
using System.Text;

namespace Mlops.Hosting.Webhooks;

/// <summary>
/// What proves to a receiver who sent a delivery, and when (MLflow's <c>X-MLflow-Signature</c>, after Standard Webhooks).
/// </summary>
internal static class WebhookSignature
{
    public static string Of(string secret, string deliveryId, string timestamp, string body) => "v1," + Convert.ToBase64String(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{deliveryId}.{timestamp}.{body}")));
}
