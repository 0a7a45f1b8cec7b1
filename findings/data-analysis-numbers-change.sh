#!/usr/bin/env bash
# One would guess: Microsoft.Data.Analysis reads and adds up the numbers of a column as they are, and has one mean.
# What happens (Microsoft.Data.Analysis 0.24.0), each time without an error:
# - Sum() and Mean() of an integer column add up in the column's own type: the mean of 2000000000 and 2000000000 is
#   -147483648.
# - Mean() leaves missing values out (1, missing, 3 gives 2), the table of Description() counts them as 0 (1.3333334).
# - LoadCsv reads every number as Single, integers too: the row number 16777217 becomes 16777216, and times in milliseconds a
#   minute apart become one, which is none of them.
# Why it matters: this is the data frame of .NET notebooks. File sizes, row counts and epoch times are in the billions, so a
# summary of a data set is negative or wrong in places where no test with small numbers looks. Give LoadCsv the types,
# and convert to Double before an aggregate.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > net.csproj <<'CSPROJ'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Data.Analysis" Version="[0.24.0]" />
  </ItemGroup>
</Project>
CSPROJ
cat > Program.cs <<'CS'
using Microsoft.Data.Analysis;

var bytes = new Int32DataFrameColumn("bytes", new[] { 2_000_000_000, 2_000_000_000 });
Console.WriteLine($"sum {bytes.Sum()}, mean {bytes.Mean()}");

var frame = new DataFrame(new DoubleDataFrameColumn("loss", new double?[] { 1, null, 3 }));
var description = frame.Description();
var row = description.Rows.Single(row => Equals(row[0], "Mean"));
Console.WriteLine($"Mean() {frame["loss"].Mean()}, Description() {row[1]}");

var csv = DataFrame.LoadCsvFromString("id,time_ms\n16777216,1714521600000\n16777217,1714521600001\n16777217,1714521659000\n");
Console.WriteLine(string.Join("; ", csv.Columns.Select(column =>
    $"{column.Name} as {column.DataType.Name}: " +
    string.Join(' ', column.Cast<object>().Select(value => Convert.ToDecimal(Convert.ToDouble(value)))))));
CS
dotnet run -v q | tee seen.txt
cat > expected.txt <<'EXPECTED'
sum -294967296, mean -147483648
Mean() 2, Description() 1.3333334
id as Single: 16777216 16777216 16777216; time_ms as Single: 1714521636864 1714521636864 1714521636864
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
