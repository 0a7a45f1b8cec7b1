using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Problems;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Failures;

/// <summary>What a request ended with, before a protocol writes it in its own form.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The code of MLflow's envelope.</param>
/// <param name="Detail">What went wrong, for people.</param>
internal sealed record Failure(int Status, string Code, string Detail)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private readonly TimeSpan? _retryAfter;

    /// <summary>The fields at fault; empty when it is not about fields.</summary>
    public IReadOnlyList<ProblemField> Fields { get; init; } = [];

    /// <summary>When the caller should come back; null where coming back does not help.</summary>
    public TimeSpan? RetryAfter
    {
        get => _retryAfter ?? (Status == StatusCodes.Status503ServiceUnavailable ? Soon : null);
        init => _retryAfter = value;
    }

    /// <summary>Whether the server or what it stands on is at fault, and not the request.</summary>
    public bool IsServers => Status >= StatusCodes.Status500InternalServerError && Status != StatusCodes.Status501NotImplemented;

    /// <summary>Whether it is expected to pass.</summary>
    public bool IsOutage => Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status507InsufficientStorage;

    /// <summary>The code for a status that says no more.</summary>
    public static string CodeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ErrorCode.Unauthenticated,
        StatusCodes.Status403Forbidden => ErrorCode.PermissionDenied,
        StatusCodes.Status404NotFound => ErrorCode.ResourceDoesNotExist,
        StatusCodes.Status503ServiceUnavailable => ErrorCode.TemporarilyUnavailable,
        StatusCodes.Status507InsufficientStorage => ErrorCode.ResourceExhausted,
        >= StatusCodes.Status500InternalServerError => ErrorCode.InternalError,
        _ => ErrorCode.BadRequest,
    };
}
