using System.Net;

namespace Mlops.Client;

/// <summary>
/// What went wrong in a call, whoever refused it: the server (MLflow's error envelope, STAC's problem details, or a bare status),
/// something on the way to it, or the answer itself.
/// </summary>
public sealed class MlopsException : Exception
{
    /// <summary>Creates an exception, for tests of code that handles one.</summary>
    /// <param name="errorCode">One of the codes of <see cref="Tracking.Errors.ErrorCode"/>.</param>
    /// <param name="httpStatus">The answer's status, or null when there was no answer.</param>
    /// <param name="serverMessage">What went wrong, for people.</param>
    /// <param name="innerException">The cause, if any.</param>
    public MlopsException(string errorCode, HttpStatusCode? httpStatus, string serverMessage, Exception? innerException = null)
        : base(Describe(errorCode, httpStatus, serverMessage), innerException)
    {
        ErrorCode = errorCode;
        HttpStatus = httpStatus;
        ServerMessage = serverMessage;
    }

    /// <summary>
    /// MLflow's <c>error_code</c>, such as <c>RESOURCE_DOES_NOT_EXIST</c>; for an answer without one, the code MLflow's clients derive
    /// from its status.
    /// </summary>
    public string ErrorCode { get; }

    /// <summary>The status of the answer, or null when none came: no connection, or no answer in time.</summary>
    public HttpStatusCode? HttpStatus { get; }

    /// <summary>The server's message without code and status.</summary>
    public string ServerMessage { get; }

    /// <summary>Whether the same call may succeed later: no answer, or 408, 429, 502, 503 or 504.</summary>
    public bool IsTransient => HttpStatus is null ? !IsLocal : (int)HttpStatus.Value is 408 or 429 or 502 or 503 or 504;

    /// <summary>How long the server asked to wait.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether the request certainly changed nothing: no connection was made, or the server turned it away unread.</summary>
    internal bool NeverArrived { get; init; }

    /// <summary>Whether the client itself found the fault, so that trying again is of no use.</summary>
    internal bool IsLocal { get; init; }

    private static string Describe(string errorCode, HttpStatusCode? httpStatus, string serverMessage) =>
        httpStatus is { } status ? $"{errorCode} (HTTP {(int)status}): {serverMessage}" : $"{errorCode}: {serverMessage}";
}
