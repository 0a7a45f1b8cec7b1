#!/usr/bin/env bash
# One would guess: a double that is written with all its digits comes back from pandas as the same double, at worst off by
# one unit of the last place.
# What happens (pandas 1.5.3 of Debian 12, metrics written by .NET 10): read_csv keeps 17 digits and counts the zeros behind
# the decimal point among them. 0.00012345678901234567 is read as 0.0001234567890123, a number below
# 1e-10 keeps 6 digits, the same number in exponent form (1.2345678901234567e-4) is exact. Of random metrics more than 30
# percent change; float_precision="high" is no better than nothing, only "round_trip" is exact. read_json changes as many
# and has no such choice; to_json writes 10 places: a learning rate of 1e-11 arrives as 0.
# Why it matters: losses and learning rates begin with zeros. Metrics are compared with "==" for deduplication, for "did the
# import lose anything", for the best run; a notebook then reports differences that are none, or picks another best run.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

[[ $(dpkg-query -W -f '${db:Status-Status}' python3-pandas 2>/dev/null) == installed ]] || {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-pandas >/dev/null
}
dpkg-query -W python3-pandas

mkdir net
cat > net/net.csproj <<'CSPROJ'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
</Project>
CSPROJ
cat > net/Program.cs <<'CS'
using System.Text.Json;

var random = new Random(8);
var metrics = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble() * Math.Pow(10, random.Next(-5, 6))).ToArray();
File.WriteAllText("metrics.csv", "value\n" + string.Join('\n', metrics) + "\n");
File.WriteAllText("metrics.json", JsonSerializer.Serialize(metrics));
File.WriteAllBytes("metrics.bin", metrics.SelectMany(BitConverter.GetBytes).ToArray());
CS
dotnet run --project net -v q

cat > read.py <<'PY'
import io
import json
import numpy as np
import pandas

exact = np.fromfile("metrics.bin", "<f8")
def changed(values):
    share = (np.asarray(values) != exact).mean()
    return "none" if share == 0 else "more than 30 percent" if share > 0.3 else f"{share:.1%}"

print("read_csv:", changed(pandas.read_csv("metrics.csv").value))
for precision in ("high", "round_trip"):
    print(f"read_csv, {precision}:", changed(pandas.read_csv("metrics.csv", float_precision=precision).value))
print("read_json:", changed(pandas.read_json("metrics.json", typ="series")))
print("Python's json:", changed(json.load(open("metrics.json"))))
for text in ("0.00012345678901234567", "1.2345678901234567e-4", "0.000000000098765432198765432"):
    print(text, "read as", pandas.read_csv(io.StringIO("value\n" + text)).value[0])
print("to_json:", pandas.Series([1e-11, 0.1 + 0.2]).to_json(orient="values"))
PY
/usr/bin/python3 read.py | tee seen.txt
cat > expected.txt <<'EXPECTED'
read_csv: more than 30 percent
read_csv, high: more than 30 percent
read_csv, round_trip: none
read_json: more than 30 percent
Python's json: none
0.00012345678901234567 read as 0.0001234567890123
1.2345678901234567e-4 read as 0.00012345678901234567
0.000000000098765432198765432 read as 9.87654e-11
to_json: [0.0,0.3]
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
