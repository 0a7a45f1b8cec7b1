using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Tests.Errors;

public sealed class ErrorCodeTests
{
    [Theory]
    [InlineData(ErrorCode.InvalidParameterValue, 400)]
    [InlineData(ErrorCode.ResourceAlreadyExists, 400)]
    [InlineData(ErrorCode.Unauthenticated, 401)]
    [InlineData(ErrorCode.PermissionDenied, 403)]
    [InlineData(ErrorCode.EndpointNotFound, 404)]
    [InlineData(ErrorCode.ResourceConflict, 409)]
    [InlineData(ErrorCode.RequestLimitExceeded, 429)]
    [InlineData(ErrorCode.Cancelled, 499)]
    [InlineData(ErrorCode.NotImplemented, 501)]
    [InlineData(ErrorCode.TemporarilyUnavailable, 503)]
    [InlineData(ErrorCode.DeadlineExceeded, 504)]
    [InlineData("INVALID_STATE_TRANSITION", 500)]
    public void A_code_travels_with_MLflows_status(string errorCode, int status) =>
        Assert.Equal(status, new MlflowException(errorCode, "").HttpStatus);
}
