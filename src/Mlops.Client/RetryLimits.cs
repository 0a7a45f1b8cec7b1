namespace Mlops.Client;

/// <summary>
/// How often and how patiently a call is repeated. Reads and writes that may safely be sent twice are repeated after connection
/// failures, time-outs and the statuses 408, 429, 502, 503 and 504; all others (creating, deleting, renaming) only when the request
/// certainly changed nothing. Pauses double from <see cref="BaseDelay"/> on, with jitter, unless the server says when to come back.
/// </summary>
public sealed record RetryLimits
{
    /// <summary>Never repeats anything.</summary>
    public static RetryLimits None { get; } = new() { MaxRetries = 0 };

    /// <summary>How often a call is repeated after its first failure; 0 to 100, 5 unless set.</summary>
    public int MaxRetries { get; init; } = 5;

    /// <summary>The pause before the first repetition, before jitter; half a second unless set.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest pause that the client chooses; half a minute unless set.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest <c>Retry-After</c> that is waited for; a longer one ends the call at once. Two minutes unless set.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(2);

    internal void Check(string owner)
    {
        if (MaxRetries is < 0 or > 100)
        {
            throw new ArgumentException($"{nameof(MaxRetries)} is {MaxRetries}; it must be 0 to 100.", owner);
        }

        if (BaseDelay < TimeSpan.Zero || MaxDelay < BaseDelay || MaxDelay > TimeSpan.FromDays(1) || MaxRetryAfter < TimeSpan.Zero)
        {
            throw new ArgumentException($"Delays must not be negative, {nameof(MaxDelay)} not below {nameof(BaseDelay)} nor above a day.", owner);
        }
    }
}
