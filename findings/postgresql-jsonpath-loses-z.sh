#!/usr/bin/env bash
# One would guess: jsonpath's .datetime() reads the date-times of RFC 3339, and a document whose text it can't read raises
# an error.
# What happens (PostgreSQL 15 of Debian 12): it does not know "Z". "+00:00" is read, "Z" is an error, and inside @?, @@ and
# a filter that error is swallowed: the row is left out. jsonb_path_exists_tz() raises no error either. The plain cast to
# timestamptz reads both.
# Why it matters: STAC asks for UTC, and nearly every writer ends with "Z". A search on jsonb by time returns the items of
# the one writer that says "+00:00" and silently none of the others, with or without an index.
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

"$bin/psql" -h "$work" -U postgres -X -q -A -t -F ': ' > seen.txt <<'SQL'
set timezone = 'UTC';
create table item (properties jsonb);
insert into item values
  ('{"writer": "+00:00", "datetime": "2024-05-01T00:00:00+00:00"}'),
  ('{"writer": "Z", "datetime": "2024-05-01T00:00:00Z"}'),
  ('{"writer": "Z with a fraction", "datetime": "2024-05-01T00:00:00.5Z"}');
select 'by cast', string_agg(properties ->> 'writer', ', ' order by properties ->> 'writer') from item
where (properties ->> 'datetime')::timestamptz >= '2024-01-01';
select 'by jsonpath', string_agg(properties ->> 'writer', ', ' order by properties ->> 'writer') from item
where jsonb_path_exists_tz(properties, '$.datetime.datetime() ? (@ >= "2024-01-01".datetime())', silent => true);
select 'by a filter, errors asked for', string_agg(properties ->> 'writer', ', ' order by properties ->> 'writer') from item
where jsonb_path_exists_tz(properties, '$ ? (@.datetime.datetime() >= "2024-01-01".datetime())');
select 'with @?', string_agg(properties ->> 'writer', ', ' order by properties ->> 'writer') from item
where properties @? '$.datetime.datetime()';
select 'before 2025 or not', count(*) from item
where jsonb_path_exists_tz(properties, '$ ? (@.datetime.datetime() < "2025-01-01".datetime())')
   or jsonb_path_exists_tz(properties, '$ ? (!(@.datetime.datetime() < "2025-01-01".datetime()))');
SQL
cat seen.txt
cat > expected.txt <<'EXPECTED'
by cast: +00:00, Z, Z with a fraction
by jsonpath: +00:00
by a filter, errors asked for: +00:00
with @?: +00:00
before 2025 or not: 1
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
