#!/usr/bin/env bash
# One would guess: the last tick of a day in .NET (the next midnight less one tick, written 23:59:59.9999999Z) is stored by
# PostgreSQL as the last microsecond of that day, whichever way it gets there.
# What happens (PostgreSQL 15 of Debian 12, Npgsql 10.0.3): as a parameter Npgsql cuts to 23:59:59.999999. As text, and so
# out of jsonb too, PostgreSQL rounds to the next day's midnight, into the next year on 31 December. The same DateTime
# sent both ways is not equal to itself.
# Why it matters: STAC items and runs that last to the end of a day carry exactly this end_datetime. Rows filled from the
# JSON document (a generated column, pgstac, a COPY of text) overlap the next day, rows filled by parameters do not: the
# same search gives other items by the way in. Cut to microseconds before both.
set -euo pipefail
work=$(mktemp -d)
bin=/usr/lib/postgresql/15/bin
server() { if [[ $EUID == 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi; }
trap 'server "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
cd "$work"

[[ -x $bin/initdb ]] || {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql-15 >/dev/null
}
dpkg-query -W postgresql-15
[[ $EUID != 0 ]] || chown postgres "$work"
server "$bin/initdb" -D "$work/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
server "$bin/pg_ctl" -D "$work/data" -o "-k $work -c listen_addresses=''" -l "$work/log" -w start >/dev/null

mkdir net
cat > net/net.csproj <<'CSPROJ'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Npgsql" Version="[10.0.3]" />
  </ItemGroup>
</Project>
CSPROJ
cat > net/Program.cs <<'CS'
using System.Text.Json;
using Npgsql;

var end = new DateTime(2020, 12, 31, 0, 0, 0, DateTimeKind.Utc).AddDays(1).AddTicks(-1);
await using var source = NpgsqlDataSource.Create($"Host={args[0]};Username=postgres;Database=postgres;Timezone=UTC");
await using var command = source.CreateCommand(
    "select $1::text, ($2::jsonb ->> 'end_datetime')::timestamptz::text, $1 = ($2::jsonb ->> 'end_datetime')::timestamptz");
var document = JsonSerializer.Serialize(new { end_datetime = end });
command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = end });
command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = document });
await using var reader = await command.ExecuteReaderAsync();
await reader.ReadAsync();
Console.WriteLine("document: " + document);
Console.WriteLine("by parameter: " + reader.GetString(0));
Console.WriteLine("by document: " + reader.GetString(1));
Console.WriteLine("equal: " + reader.GetBoolean(2));
CS
dotnet run --project net -v q -- "$work" | tee seen.txt
cat > expected.txt <<'EXPECTED'
document: {"end_datetime":"2020-12-31T23:59:59.9999999Z"}
by parameter: 2020-12-31 23:59:59.999999+00
by document: 2021-01-01 00:00:00+00
equal: False
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
