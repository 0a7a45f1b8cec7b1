namespace Mlops.Tracking.Errors;

/// <summary>
/// A refusal in the protocol's own terms. The host turns it into the envelope
/// <c>{"error_code": …, "message": …}</c> with the status of <see cref="Errors.ErrorCode.HttpStatus"/>.
/// </summary>
public sealed class MlflowException : Exception
{
    /// <summary>Creates a refusal.</summary>
    /// <param name="errorCode">One of the codes of <see cref="Errors.ErrorCode"/>.</param>
    /// <param name="message">The text shown to the caller; it names the field and the reason.</param>
    public MlflowException(string errorCode, string message)
        : this(errorCode, message, null)
    {
    }

    /// <summary>Creates a refusal that was caused by another exception.</summary>
    /// <param name="errorCode">One of the codes of <see cref="Errors.ErrorCode"/>.</param>
    /// <param name="message">The text shown to the caller; it names the field and the reason.</param>
    /// <param name="innerException">The cause, for the log only.</param>
    public MlflowException(string errorCode, string message, Exception? innerException)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrEmpty(errorCode);
        ErrorCode = errorCode;
    }

    /// <summary>The envelope's <c>error_code</c>.</summary>
    public string ErrorCode { get; }

    /// <summary>The HTTP status of the answer.</summary>
    public int HttpStatus { get => field == 0 ? Errors.ErrorCode.HttpStatus(ErrorCode) : field; private init; }

    /// <summary>When the caller may come back, where that is known; the answer's <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>400: a field's value is not allowed.</summary>
    public static MlflowException InvalidParameterValue(string message) => new(Errors.ErrorCode.InvalidParameterValue, message);

    /// <summary>400: the request cannot be carried out as sent.</summary>
    public static MlflowException BadRequest(string message) => new(Errors.ErrorCode.BadRequest, message);

    /// <summary>400: an entity of that name exists already.</summary>
    public static MlflowException ResourceAlreadyExists(string message) => new(Errors.ErrorCode.ResourceAlreadyExists, message);

    /// <summary>403: the caller may not do this.</summary>
    public static MlflowException PermissionDenied(string message) => new(Errors.ErrorCode.PermissionDenied, message);

    /// <summary>404: the entity does not exist, or the caller may not know of it.</summary>
    public static MlflowException ResourceDoesNotExist(string message) => new(Errors.ErrorCode.ResourceDoesNotExist, message);

    /// <summary>404: no such route or operation; clients fall back to older endpoints on it.</summary>
    public static MlflowException EndpointNotFound(string message) => new(Errors.ErrorCode.EndpointNotFound, message);

    /// <summary>409: the request contradicts the stored state.</summary>
    public static MlflowException ResourceConflict(string message) => new(Errors.ErrorCode.ResourceConflict, message);

    /// <summary>501: this server or backend does not offer the operation.</summary>
    public static MlflowException NotImplemented(string message) => new(Errors.ErrorCode.NotImplemented, message);

    /// <summary>503: try again later.</summary>
    public static MlflowException TemporarilyUnavailable(string message) => new(Errors.ErrorCode.TemporarilyUnavailable, message);

    /// <summary>
    /// 507 with <c>RESOURCE_EXHAUSTED</c>: no room left. The 429 that MLflow maps to this code would make clients send the same bytes for
    /// minutes.
    /// </summary>
    public static MlflowException InsufficientStorage(string message, Exception? innerException = null) =>
        new(Errors.ErrorCode.ResourceExhausted, message, innerException) { HttpStatus = 507 };
}
