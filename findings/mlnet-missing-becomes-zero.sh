#!/usr/bin/env bash
# One would guess: an empty cell of a CSV file is a missing value, as in pandas, and an evaluation over rows without a usable
# prediction fails or says so.
# What happens (Microsoft.ML 6.0.0, pandas of Debian 12), without a message:
# - the text loader reads an empty numeric cell as 0, while the text "NaN" becomes NaN; ReplaceMissingValues then has
#   nothing to replace. The option MissingRealsAsNaNs, off by default, changes it.
# - whole numbers above 16,777,216 are read into Single columns, the only ones that trainers take, as a neighbour.
# - Regression.Evaluate leaves out every row whose score is NaN: with two of five predictions NaN it reports R2 and MAE of
#   the other three, and no count of them.
# Why it matters: temperatures, heights and differences of 0 are ordinary values, so that missing readings train the model on
# data that never were; and a model that diverges on its hard rows gets a better metric for it, and wins the comparison.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

[[ $(dpkg-query -W -f '${db:Status-Status}' python3-pandas 2>/dev/null) == installed ]] || {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-pandas >/dev/null
}
dpkg-query -W python3-pandas
printf 'id,celsius\n16777217,-4.5\n2,\n3,NaN\n4,5.5\n' > readings.csv

cat > net.csproj <<'CSPROJ'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.ML" Version="[6.0.0]" />
  </ItemGroup>
</Project>
CSPROJ
cat > Program.cs <<'CS'
using Microsoft.ML;
using Microsoft.ML.Data;

var ml = new MLContext(seed: 1);
foreach (var asNaN in new[] { false, true })
{
    var data = ml.Data.LoadFromTextFile("readings.csv", new TextLoader.Options
    {
        HasHeader = true,
        Separators = [','],
        MissingRealsAsNaNs = asNaN,
        Columns = [new("Id", DataKind.Single, 0), new("Celsius", DataKind.Single, 1)],
    });
    var mean = ml.Transforms.ReplaceMissingValues("Filled", "Celsius",
        Microsoft.ML.Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean);
    var filled = mean.Fit(data).Transform(data);
    Console.WriteLine($"MissingRealsAsNaNs {asNaN}: " + string.Join(' ', data.GetColumn<float>("Celsius")) +
        ", filled " + string.Join(' ', filled.GetColumn<float>("Filled").Select(value => value.ToString("g3"))));
    if (!asNaN)
    {
        Console.WriteLine("id: " + data.GetColumn<float>("Id").First());
    }
}

string Score(params (float Label, float Score)[] rows)
{
    var metrics = ml.Regression.Evaluate(ml.Data.LoadFromEnumerable(rows.Select(row => new Row { Label = row.Label, Score = row.Score })));
    return $"R2 {metrics.RSquared:f3}, MAE {metrics.MeanAbsoluteError:f3}";
}

Console.WriteLine("three predictions: " + Score((1, 1.1f), (2, 2.2f), (3, 2.9f)));
Console.WriteLine("and two of NaN: " + Score((1, 1.1f), (2, 2.2f), (3, 2.9f), (40, float.NaN), (50, float.NaN)));

class Row
{
    public float Label { get; set; }
    public float Score { get; set; }
}
CS
dotnet run -v q | tee seen.txt
/usr/bin/python3 - <<'PY' | tee -a seen.txt
import pandas
table = pandas.read_csv("readings.csv")
print("pandas:", *table.celsius.tolist(), "filled", *table.celsius.fillna(table.celsius.mean()).tolist())
PY
cat > expected.txt <<'EXPECTED'
MissingRealsAsNaNs False: -4.5 0 NaN 5.5, filled -4.5 0 0.333 5.5
id: 16777216
MissingRealsAsNaNs True: -4.5 NaN NaN 5.5, filled -4.5 0.5 0.5 5.5
three predictions: R2 0.970, MAE 0.133
and two of NaN: R2 0.970, MAE 0.133
pandas: -4.5 nan nan 5.5 filled -4.5 0.5 0.5 5.5
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
