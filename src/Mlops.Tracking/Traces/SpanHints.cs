namespace Mlops.Tracking.Traces;

/// <summary>What a span says of its trace.</summary>
/// <param name="SessionId">The session (attribute <c>session.id</c>).</param>
/// <param name="UserId">The user (attribute <c>user.id</c>).</param>
/// <param name="RequestPreview">The beginning of what was asked, of a root span.</param>
/// <param name="ResponsePreview">The beginning of what was answered, of a root span.</param>
public sealed record SpanHints(string? SessionId, string? UserId, string? RequestPreview, string? ResponsePreview)
{
    /// <summary>Nothing.</summary>
    public static SpanHints None { get; } = new(null, null, null, null);
}
