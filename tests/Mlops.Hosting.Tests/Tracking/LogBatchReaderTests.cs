using System.Text.Json;
using CsCheck;
using Mlops.Hosting.Mlflow;
using Mlops.Hosting.Mlflow.Runs;

namespace Mlops.Hosting.Tests.Tracking;

/// <summary>The quick way to read a batch gives what the general one does, or leaves it the word.</summary>
public sealed class LogBatchReaderTests
{
    [Fact]
    public void What_is_read_quickly_is_read_right() => new FuzzedMessage("a0b1").Body("/api/2.0/mlflow/runs/log-batch").Sample(body =>
    {
        if (!LogBatchReader.TryRead(body, out var runId, out var batch))
        {
            return;
        }

        using var document = JsonDocument.Parse(body);
        var message = MlflowMessage.FromJson(document.RootElement);
        var expected = LogEndpoints.ReadBatch(message);
        Assert.Equal(message.Required("run_id"), runId);
        Assert.Equal(expected.Metrics, batch.Metrics);
        Assert.Equal(expected.Params, batch.Params);
        Assert.Equal(expected.Tags, batch.Tags);
    });

    [Fact]
    public void What_clients_send_is_read_quickly()
    {
        var body = """{"run_id":"a0b1","metrics":[{"key":"m","value":1.5,"timestamp":7,"step":-1},{"key":"n","value":1e999,"timestamp":0,"step":0}],"params":[{"key":"p","value":""}],"tags":[{"key":"t","value":"ü"}]}"""u8;
        Assert.True(LogBatchReader.TryRead(body, out var runId, out var batch));
        Assert.Equal("a0b1", runId);
        Assert.Equal((2, 1, 1), (batch.Metrics.Count, batch.Params.Count, batch.Tags.Count));
        Assert.Equal(double.PositiveInfinity, batch.Metrics[1].Value);
    }
}
