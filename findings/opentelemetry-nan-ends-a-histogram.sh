#!/usr/bin/env bash
# One would guess: a histogram of OpenTelemetry leaves NaN out of its sum, minimum and maximum, as the specification asks
# for, in every language alike.
# What happens (OpenTelemetry .NET 1.20.1 against @opentelemetry/sdk-metrics 2.12.1): the JavaScript SDK ignores the NaN:
# count 2, sum 0.75. The .NET SDK counts it, in the bucket up to infinity, and adds it: sum, minimum and maximum are NaN
# from there on, in this and every later export of the process, however many good values follow.
# Why it matters: losses and scores are NaN now and then. One of them ends the mean (sum / count) of the series on all
# dashboards until the service is started again, and looks like a slow outlier in quantiles. Guard Record() yourself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir net js
cat > net/net.csproj <<'CSPROJ'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="OpenTelemetry.Exporter.InMemory" Version="[1.20.1]" />
  </ItemGroup>
</Project>
CSPROJ
cat > net/Program.cs <<'CS'
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

var exported = new List<Metric>();
using var meter = new Meter("training");
var loss = meter.CreateHistogram<double>("loss");
using var provider = Sdk.CreateMeterProviderBuilder().AddMeter("training").AddInMemoryExporter(exported).Build();
double[][] exports = [[0.5, double.NaN, 0.25], [.. Enumerable.Repeat(0.25, 1000)]];
foreach (var values in exports)
{
    foreach (var value in values)
    {
        loss.Record(value);
    }

    exported.Clear();
    provider.ForceFlush();
    foreach (ref readonly var point in exported[0].GetMetricPoints())
    {
        point.TryGetHistogramMinMaxValues(out var min, out var max);
        var beyond = 0L;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            beyond = bucket.BucketCount;
        }

        Console.WriteLine($".NET: count {point.GetHistogramCount()}, sum {point.GetHistogramSum()}, " +
            $"min {min}, max {max}, in the last bucket {beyond}");
    }
}
CS
dotnet run --project net -v q | tee seen.txt

cd js
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact @opentelemetry/sdk-metrics@2.12.1 @opentelemetry/api@1.9.0
cat > histogram.mjs <<'JS'
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';

const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1e6 });
const provider = new MeterProvider({ readers: [reader] });
const loss = provider.getMeter('training').createHistogram('loss');
for (const values of [[0.5, NaN, 0.25], Array(1000).fill(0.25)]) {
  values.forEach(value => loss.record(value));
  exporter.reset();
  await reader.forceFlush();
  const { count, sum, min, max, buckets } = exporter.getMetrics()[0].scopeMetrics[0].metrics[0].dataPoints[0].value;
  console.log(`JavaScript: count ${count}, sum ${sum}, min ${min}, max ${max}, in the last bucket ${buckets.counts.at(-1)}`);
}
await provider.shutdown();
JS
node histogram.mjs | tee -a ../seen.txt
cd ..
cat > expected.txt <<'EXPECTED'
.NET: count 3, sum NaN, min NaN, max NaN, in the last bucket 1
.NET: count 1003, sum NaN, min NaN, max NaN, in the last bucket 1
JavaScript: count 2, sum 0.75, min 0.25, max 0.5, in the last bucket 0
JavaScript: count 1002, sum 250.75, min 0.25, max 0.5, in the last bucket 0
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
