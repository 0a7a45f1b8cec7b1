using Mlops.Hosting.Failures;
using Mlops.Storage;

namespace Mlops.Hosting.Tests.Failures;

public sealed class StorageErrorTests
{
    [Theory]
    [InlineData(StorageFailure.Unavailable, 503, "TEMPORARILY_UNAVAILABLE")]
    [InlineData(StorageFailure.TooLong, 503, "TEMPORARILY_UNAVAILABLE")]
    [InlineData(StorageFailure.Full, 503, "TEMPORARILY_UNAVAILABLE")]
    [InlineData(StorageFailure.Conflict, 503, "TEMPORARILY_UNAVAILABLE")]
    [InlineData(StorageFailure.Invalid, 400, "INVALID_PARAMETER_VALUE")]
    public void A_failure_of_the_database_is_answered_with_a_status_and_a_code(StorageFailure failure, int status, string code)
    {
        var answer = FailureTranslation.Of(new StorageException(failure, "why"));

        Assert.Equal((status, code, "why"), (answer.Status, answer.Code, answer.Detail));
    }
}
