#!/usr/bin/env bash
# One would guess: a filter gives the same rows, whether DuckDB reads a Parquet file or a table made of that file.
# What happens (DuckDB 1.5.6, DuckDB.NET 1.5.6.1; file written by Parquet.Net 6.1.0): Parquet.Net leaves NaN out of the
# column's statistics, as the format asks for. DuckDB orders NaN above every number, but trusts these statistics when it
# skips row groups: "loss > 9", "loss = 'NaN'" and "not (loss <= 9)" find no row in the file and one in the table, while
# max(loss) and isnan(loss) see it in both. A file written by DuckDB itself has no statistics then, and is right.
# Why it matters: queries for diverged runs over exported metrics come back empty exactly for the files that .NET wrote,
# and only where the bound lies beyond the largest number of a row group. Ask with isnan(), which is not skipped.
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
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Parquet.Net" Version="[6.1.0]" />
    <PackageReference Include="DuckDB.NET.Data.Full" Version="[1.5.6.1]" />
  </ItemGroup>
</Project>
CSPROJ
cat > Program.cs <<'CS'
using DuckDB.NET.Data;
using Parquet.Serialization;

var metrics = Enumerable.Range(0, 10).Select(step => new Metric { loss = step == 5 ? double.NaN : step }).ToList();
await ParquetSerializer.SerializeAsync(metrics, "net.parquet");

using var connection = new DuckDBConnection("DataSource=:memory:");
connection.Open();
string Ask(string sql)
{
    using var command = connection.CreateCommand();
    command.CommandText = sql;
    return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
}

Ask("create table metrics as from 'net.parquet'");
Ask("copy metrics to 'duck.parquet' (format parquet)");
Console.WriteLine("statistics of net.parquet: " + Ask("select stats_min || ' to ' || stats_max from parquet_metadata('net.parquet')"));
foreach (var filter in new[] { "loss > 8", "loss > 9", "loss = 'NaN'", "not (loss <= 9)", "isnan(loss)" })
{
    Console.WriteLine($"{filter}: " + string.Join(' ', new[] { "metrics", "'duck.parquet'", "'net.parquet'" }
        .Select(source => Ask($"select count(*) from {source} where {filter}"))));
}

Console.WriteLine("max(loss): " + Ask("select max(loss) from metrics") + " " + Ask("select max(loss) from 'net.parquet'"));

class Metric
{
    public double loss { get; set; }
}
CS
dotnet run -v q | tee seen.txt
cat > expected.txt <<'EXPECTED'
statistics of net.parquet: 0.0 to 9.0
loss > 8: 2 2 2
loss > 9: 1 1 0
loss = 'NaN': 1 1 0
not (loss <= 9): 1 1 0
isnan(loss): 1 1 1
max(loss): NaN NaN
EXPECTED
echo '(rows of the table, of a file by DuckDB, of a file by Parquet.Net)'
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
