using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Mlops.Benchmarks.Load;
using Mlops.Hosting.Mlflow;
using Mlops.Hosting.Mlflow.Runs;

namespace Mlops.Benchmarks.Micro;

/// <summary>A log-batch of 1,000 metrics: the direct reader beside the general one.</summary>
[MemoryDiagnoser]
public class LogBatchParsing
{
    private readonly byte[] _body = Encoding.UTF8.GetBytes(LoadSeed.Batch("0123456789abcdef0123456789abcdef", 1000, i => $"k{i % 10}", i => i, i => 1700000000000 + i));

    [Benchmark(Baseline = true)]
    public int General()
    {
        using var document = JsonDocument.Parse(_body);
        return LogEndpoints.ReadBatch(MlflowMessage.FromJson(document.RootElement)).Metrics.Count;
    }

    [Benchmark]
    public int Direct() => LogBatchReader.TryRead(_body, out _, out var batch) ? batch.Metrics.Count : throw new InvalidOperationException("The direct reader refused a plain batch.");
}
