using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Mlflow;
using Mlops.Hosting.Mlflow.Metrics;
using Mlops.Tracking.Metrics;

namespace Mlops.Hosting.Tests.Metrics;

public sealed class MetricPointWriterTests
{
    [Fact]
    public async Task A_long_history_is_sent_while_it_is_written()
    {
        await using var sent = new CountingStream();
        var context = new DefaultHttpContext();
        context.Response.Body = sent;

        await MetricPointWriter.SendHistoryAsync(
            new MlflowCall(context, default), [.. Enumerable.Range(0, 20_000).Select(static i => new MetricPoint(i, i, 0.5))], 0, 20_000, "loss", null);
        await context.Response.BodyWriter.FlushAsync(TestContext.Current.CancellationToken);

        Assert.InRange(sent.MostBetweenFlushes, 1, 80 * 1024);
        sent.Position = 0;
        using var answer = await JsonDocument.ParseAsync(sent, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 20_000), answer.RootElement.GetProperty("metrics").EnumerateArray().Select(static point => point.GetProperty("step").GetInt32()));
    }

    private sealed class CountingStream : MemoryStream
    {
        private long _last;

        public long MostBetweenFlushes { get; private set; }

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            MostBetweenFlushes = Math.Max(MostBetweenFlushes, Length - _last);
            _last = Length;
            return base.FlushAsync(cancellationToken);
        }
    }
}
