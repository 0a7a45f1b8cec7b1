using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Problems;
using Mlops.Stac.Search;
using Mlops.Storage;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Failures;

/// <summary>
/// Says of an exception what the caller is told: the one place where errors become statuses, whatever protocol then writes them.
/// </summary>
internal static class FailureTranslation
{
    // What the runtime puts into HResult on Unix is the number of the system's error.
    private const int TooManyFilesInSystem = 23;
    private const int TooManyFiles = 24;
    private const int NoSpace = 28;
    private const int OutOfQuota = 122;

    public static Failure Of(Exception error) => error switch
    {
        MlflowException refusal =>
            new(refusal.HttpStatus, refusal.ErrorCode, refusal.Message) { RetryAfter = refusal.RetryAfter },
        StorageException { Failure: StorageFailure.Invalid } storage =>
            new(StatusCodes.Status400BadRequest, ErrorCode.InvalidParameterValue, storage.Message),
        StorageException storage => Unavailable(storage.Message),
        ProblemException problem => new(problem.Problem.Status, Failure.CodeOf(problem.Problem.Status), problem.Problem.Detail) { Fields = problem.Problem.Errors },
        InvalidSearchException search => new(StatusCodes.Status400BadRequest, ErrorCode.InvalidParameterValue, $"The search is not valid: {search.Message}.")
        {
            Fields = [.. search.Errors.Select(static fault => new ProblemField(fault.Field, fault.Reason))],
        },
        BadHttpRequestException request => new(request.StatusCode, ErrorCode.BadRequest, request.Message),
        _ => Causes(error).Select(OfSystem).FirstOrDefault(static failure => failure is not null)
            ?? new(StatusCodes.Status500InternalServerError, ErrorCode.InternalError, "The server failed to answer; its log says why."),
    };

    private static IEnumerable<Exception> Causes(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
        }
    }

    /// <summary>What the machine has run out of.</summary>
    private static Failure? OfSystem(Exception error) => error switch
    {
        OutOfMemoryException => Unavailable("The server is short of memory; try again."),
        SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } => Unavailable("The server has too many files open; try again."),
        IOException { HResult: TooManyFiles or TooManyFilesInSystem } when !OperatingSystem.IsWindows() => Unavailable("The server has too many files open; try again."),
        IOException { HResult: NoSpace or OutOfQuota } when !OperatingSystem.IsWindows() =>
            new(StatusCodes.Status507InsufficientStorage, ErrorCode.ResourceExhausted, "No space is left on the server's disk."),
        _ => null,
    };

    private static Failure Unavailable(string detail) => new(StatusCodes.Status503ServiceUnavailable, ErrorCode.TemporarilyUnavailable, detail);
}
