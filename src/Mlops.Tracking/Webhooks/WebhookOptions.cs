using System.Net;

namespace Mlops.Tracking.Webhooks;

/// <summary>Where webhooks may point to, and how they are delivered. Configuration section <c>Mlops:Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Whether a URL may be http besides https.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// Networks, such as <c>10.1.0.0/16</c>, that may be reached although they are not of the public internet. Everything else that is
    /// private, local or special is refused, whether a URL names it or a host name resolves to it.
    /// </summary>
    public IList<string> AllowedNetworks { get; } = [];

    /// <summary>
    /// Keys that encrypt the secrets of webhooks, each 32 bytes in base64: the first encrypts, all decrypt, so that a new one can be put
    /// in front. Without any a random key is used that all hosts on a database find in it.
    /// </summary>
    public IList<string> EncryptionKeys { get; } = [];

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a failed delivery is tried again before it is given up.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>How long to wait after the first failure, and at most as long again at random; doubled after each further one.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait of our own between two attempts.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest wait that a receiver may ask for by <c>Retry-After</c>.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many deliveries a host makes at once.</summary>
    public int Concurrency { get; set; } = 10;

    /// <summary>How often to look for deliveries that are due.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>All that is wrong, one sentence for each fault; empty when all is well.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        faults.AddRange(AllowedNetworks.Where(static network => !IPNetwork.TryParse(network, out _))
            .Select(static network => $"Mlops:Webhooks:AllowedNetworks has '{network}', which is no network such as 10.1.0.0/16."));
        if (EncryptionKeys.Any(static key => !IsKey(key)))
        {
            faults.Add("Mlops:Webhooks:EncryptionKeys has a key that is not 32 bytes in base64.");
        }

        Within(nameof(MaxRetries), MaxRetries, 0, 100);
        Within(nameof(Concurrency), Concurrency, 1, 1000);
        Between(nameof(Timeout), Timeout, TimeSpan.FromMilliseconds(1));
        Between(nameof(FirstRetryDelay), FirstRetryDelay, TimeSpan.Zero);
        Between(nameof(MaxRetryDelay), MaxRetryDelay, TimeSpan.Zero);
        Between(nameof(MaxRetryAfter), MaxRetryAfter, TimeSpan.Zero);
        Between(nameof(PollInterval), PollInterval, TimeSpan.FromMilliseconds(1));
        return faults;

        void Within(string field, int value, int least, int most)
        {
            if (value < least || value > most)
            {
                faults.Add($"Mlops:Webhooks:{field} must be between {least} and {most}.");
            }
        }

        void Between(string field, TimeSpan value, TimeSpan least)
        {
            if (value < least || value > Longest)
            {
                faults.Add($"Mlops:Webhooks:{field} must be between {least} and {Longest}.");
            }
        }
    }

    private static bool IsKey(string key)
    {
        Span<byte> bytes = stackalloc byte[33];
        return Convert.TryFromBase64String(key, bytes, out var length) && length == 32;
    }
}
