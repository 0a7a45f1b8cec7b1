#!/usr/bin/env bash
# One would guess: a counter's total in Prometheus is the sum of what was added, whatever the types of the attributes.
# What happens (OpenTelemetry .NET 1.20.1 with its Prometheus exporter 1.20.1-beta.1, Prometheus 2.42.0 of Debian 12): the
# SDK keeps an attribute of int 3, of long 3 and of string "3" as three series. The exporter writes the same line three
# times with three values, and Prometheus takes the first of them: of 123 predictions 100 are there. The target is "up", its
# log has no warning at the usual level, and all samples count as scraped.
# Why it matters: one service tags a model version as the number of its database, another part of it as the text of a route
# or header. The dashboards then show too few predictions, forever and without a trace of it. Convert tags to text at one
# place.
set -euo pipefail
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

for package in curl jq; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
# Unpacked, not installed: the package would add a service of its own.
apt-get download -q prometheus >/dev/null 2>&1 || { apt-get update -qq && apt-get download -q prometheus >/dev/null 2>&1; }
echo "prometheus $(dpkg-deb -f prometheus_*.deb Version)"
dpkg-deb -x prometheus_*.deb prometheus

cat > net.csproj <<'CSPROJ'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="OpenTelemetry.Exporter.Prometheus.HttpListener" Version="[1.20.1-beta.1]" />
  </ItemGroup>
</Project>
CSPROJ
cat > Program.cs <<'CS'
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

using var meter = new Meter("serving");
var predictions = meter.CreateCounter<long>("predictions");
using var provider = Sdk.CreateMeterProviderBuilder().AddMeter("serving")
    .AddPrometheusHttpListener(options => options.Port = int.Parse(args[0])).Build();
foreach (var (count, version) in new (long, object)[] { (100, 3), (20, 3L), (3, "3") })
{
    predictions.Add(count, new("model", "flood"), new("version", version));
}

await Task.Delay(TimeSpan.FromMinutes(2));
CS
dotnet build -v q -nologo > build.log 2>&1 || { cat build.log >&2; exit 1; }
free_port() {
  node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })"
}
exporter=$(free_port) server=$(free_port)
dotnet bin/Debug/net10.0/net.dll "$exporter" &
pids+=($!)
cat > prometheus.yml <<YML
global: {scrape_interval: 1s}
scrape_configs: [{job_name: serving, static_configs: [{targets: ["localhost:$exporter"]}]}]
YML
prometheus/usr/bin/prometheus --config.file=prometheus.yml --storage.tsdb.path=data \
  --web.listen-address="127.0.0.1:$server" > prometheus.log 2>&1 &
pids+=($!)

ask() {
  curl -s --get --data-urlencode "query=$1" "http://127.0.0.1:$server/api/v1/query" | jq -r '.data.result[0].value[1]' 2>/dev/null || true
}
for _ in {1..30}; do
  [[ $(ask 'predictions_total') =~ ^[0-9]+$ ]] && break
  sleep 1
done
{
  curl -s "http://localhost:$exporter/metrics" | grep '^predictions_total' | sed 's/otel_scope_name="serving",//; s/ [0-9]\{13\}$//'
  echo "in Prometheus: $(ask 'sum(predictions_total)'), up: $(ask up)"
  echo "warnings: $(grep -ciE 'level=(warn|error)' prometheus.log || true)"
} | tee seen.txt
cat > expected.txt <<'EXPECTED'
predictions_total{model="flood",version="3"} 100
predictions_total{model="flood",version="3"} 20
predictions_total{model="flood",version="3"} 3
in Prometheus: 100, up: 1
warnings: 0
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
