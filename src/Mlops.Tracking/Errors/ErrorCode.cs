namespace Mlops.Tracking.Errors;

/// <summary>
/// The values of <c>error_code</c> in MLflow's error envelope (enum <c>ErrorCode</c> of databricks.proto) that this server answers with
/// or understands.
/// </summary>
public static class ErrorCode
{
    /// <summary>The operation was stopped because of a concurrent one; HTTP 409.</summary>
    public const string Aborted = "ABORTED";

    /// <summary>
    /// The entity exists already; HTTP 409. The registry and experiments use <see cref="ResourceAlreadyExists"/> instead.
    /// </summary>
    public const string AlreadyExists = "ALREADY_EXISTS";

    /// <summary>The request cannot be carried out as sent; HTTP 400.</summary>
    public const string BadRequest = "BAD_REQUEST";

    /// <summary>The caller gave up; HTTP 499.</summary>
    public const string Cancelled = "CANCELLED";

    /// <summary>The caller's credentials were not accepted; HTTP 401.</summary>
    public const string CustomerUnauthorized = "CUSTOMER_UNAUTHORIZED";

    /// <summary>Stored data is lost or damaged; HTTP 500.</summary>
    public const string DataLoss = "DATA_LOSS";

    /// <summary>The operation took too long; HTTP 504.</summary>
    public const string DeadlineExceeded = "DEADLINE_EXCEEDED";

    /// <summary>No such route; HTTP 404. Clients fall back to older endpoints on it.</summary>
    public const string EndpointNotFound = "ENDPOINT_NOT_FOUND";

    /// <summary>The feature is switched off on this server; HTTP 500.</summary>
    public const string FeatureDisabled = "FEATURE_DISABLED";

    /// <summary>A fault of the server; HTTP 500.</summary>
    public const string InternalError = "INTERNAL_ERROR";

    /// <summary>A field of the request has a value that is not allowed; HTTP 400.</summary>
    public const string InvalidParameterValue = "INVALID_PARAMETER_VALUE";

    /// <summary>
    /// The entity is in a state that does not allow the operation; HTTP 500 as MLflow maps it, so prefer
    /// <see cref="InvalidParameterValue"/> for a caller's mistake.
    /// </summary>
    public const string InvalidState = "INVALID_STATE";

    /// <summary>The body could not be read; HTTP 500 as MLflow maps it, so prefer <see cref="BadRequest"/>.</summary>
    public const string MalformedRequest = "MALFORMED_REQUEST";

    /// <summary>The entity does not exist; HTTP 404.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The operation is part of the protocol but not of this server or this backend; HTTP 501.</summary>
    public const string NotImplemented = "NOT_IMPLEMENTED";

    /// <summary>The caller is known but may not do this; HTTP 403.</summary>
    public const string PermissionDenied = "PERMISSION_DENIED";

    /// <summary>Too many requests; HTTP 429.</summary>
    public const string RequestLimitExceeded = "REQUEST_LIMIT_EXCEEDED";

    /// <summary>An entity of that name exists already; HTTP 400.</summary>
    public const string ResourceAlreadyExists = "RESOURCE_ALREADY_EXISTS";

    /// <summary>The request contradicts the stored state; HTTP 409.</summary>
    public const string ResourceConflict = "RESOURCE_CONFLICT";

    /// <summary>The entity does not exist; HTTP 404.</summary>
    public const string ResourceDoesNotExist = "RESOURCE_DOES_NOT_EXIST";

    /// <summary>A quota or limit is used up; HTTP 429.</summary>
    public const string ResourceExhausted = "RESOURCE_EXHAUSTED";

    /// <summary>The server or its database cannot answer just now; HTTP 503. Clients try again.</summary>
    public const string TemporarilyUnavailable = "TEMPORARILY_UNAVAILABLE";

    /// <summary>No valid credentials were sent; HTTP 401.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The HTTP status that carries a code, as MLflow maps them; a code without an entry there is a 500.</summary>
    /// <param name="errorCode">An <c>error_code</c>, such as <c>INVALID_PARAMETER_VALUE</c>.</param>
    /// <returns>A status from 400 to 504.</returns>
    public static int HttpStatus(string errorCode) => errorCode switch
    {
        BadRequest or InvalidParameterValue or ResourceAlreadyExists => 400,
        CustomerUnauthorized or Unauthenticated => 401,
        PermissionDenied => 403,
        EndpointNotFound or NotFound or ResourceDoesNotExist => 404,
        Aborted or AlreadyExists or ResourceConflict => 409,
        RequestLimitExceeded or ResourceExhausted => 429,
        Cancelled => 499,
        NotImplemented => 501,
        TemporarilyUnavailable => 503,
        DeadlineExceeded => 504,
        _ => 500,
    };
}
