using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Mlops.Hosting.Failures;
using Mlops.Hosting.Problems;
using Mlops.Hosting.Requests;
using Mlops.Hosting.Tests.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Tests.Failures;

/// <summary>One translation of errors serves every protocol.</summary>
public sealed class FailureTests
{
    public static TheoryData<Exception, int, string> Errors => new()
    {
        { MlflowException.InvalidParameterValue("x"), 400, ErrorCode.InvalidParameterValue },
        { MlflowException.TemporarilyUnavailable("x"), 503, ErrorCode.TemporarilyUnavailable },
        { MlflowException.InsufficientStorage("x"), 507, ErrorCode.ResourceExhausted },
        { new ProblemException(404, "x"), 404, ErrorCode.ResourceDoesNotExist },
        { new ProblemException(415, "x"), 415, ErrorCode.BadRequest },
        { new BadHttpRequestException("x", 413), 413, ErrorCode.BadRequest },
        { new InsufficientMemoryException(), 503, ErrorCode.TemporarilyUnavailable },
        { new InvalidOperationException("x", new InsufficientMemoryException()), 503, ErrorCode.TemporarilyUnavailable },
        { new IOException("x", 24), 503, ErrorCode.TemporarilyUnavailable },
        { new IOException("x", 23), 503, ErrorCode.TemporarilyUnavailable },
        { new AggregateException(new IOException("x", 24)), 503, ErrorCode.TemporarilyUnavailable },
        { new HttpRequestException("x", new SocketException((int)SocketError.TooManyOpenSockets)), 503, ErrorCode.TemporarilyUnavailable },
        { new IOException("x", 28), 507, ErrorCode.ResourceExhausted },
        { new InvalidOperationException("x"), 500, ErrorCode.InternalError },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_becomes_a_status_and_a_code(Exception error, int status, string code)
    {
        var failure = FailureTranslation.Of(error);
        Assert.Equal((status, code), (failure.Status, failure.Code));
        Assert.Equal(status == 503, failure.RetryAfter is not null);
    }

    [Fact]
    public void An_outage_is_logged_once_and_a_bug_each_time()
    {
        var (clock, lines) = (new MovedClock(), new Lines());
        var log = new FailureLog(lines, clock);
        var full = MlflowException.InsufficientStorage("No space.");
        for (var i = 0; i < 100; i++)
        {
            Write(full);
            Write(MlflowException.InvalidParameterValue("the caller's"));
        }

        Assert.Equal(1, lines.Count);
        Write(new InvalidOperationException());
        Write(new InvalidOperationException());
        Assert.Equal(3, lines.Count);
        clock.Now += FailureLog.Quiet;
        Write(full);
        Assert.Equal(4, lines.Count);

        void Write(Exception error) => log.Write(new DefaultHttpContext(), FailureTranslation.Of(error), error);
    }

    [Fact]
    public async Task Bodies_in_flight_share_one_bound()
    {
        var memory = new RequestMemory(100_000);
        var first = await ReadAsync(memory, 60_000);
        var refusal = await Assert.ThrowsAsync<MlflowException>(() => ReadAsync(memory, 60_000));
        Assert.Equal(503, refusal.HttpStatus);
        first.Dispose();
        first.Dispose();
        using var second = await ReadAsync(memory, 60_000);
        Assert.Equal(60_000, second.Length);
        await Assert.ThrowsAsync<MlflowException>(() => ReadAsync(memory, 50_000, announced: 0));
        using var third = await ReadAsync(memory, 30_000);
    }

    private static async Task<BodyBuffer> ReadAsync(RequestMemory memory, int bytes, int? announced = null) => await BodyBuffer.ReadAsync(
        memory, new MemoryStream(new byte[bytes]), announced ?? bytes, 1 << 20, static () => new InvalidOperationException(), TestContext.Current.CancellationToken);

    private sealed class Lines : ILogger<FailureLog>
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Count++;
    }
}
