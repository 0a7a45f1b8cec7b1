#!/usr/bin/env bash
# One would guess: the box of an item or a search, stored as a PostGIS geography, holds at least its own middle.
# What happens (PostGIS 3.3.2 of Debian 12): the sides of a geography are the shortest ways on the globe.
# - the box -80,40,80,60 does not hold 0,50 (its southern side passes 78 degrees north);
# - the box -100,-10,100,10 does not hold 0,0 but holds 180,0: its sides of 200 degrees go round the other way;
# - the box -20,40,40,60 of Europe loses 10,41 and gains 10,62;
# - the box of the whole world is an error (antipodal edge), unless points are put into its sides.
# As geometry, and in every GeoJSON tool, all of them hold their middle.
# Why it matters: STAC writes extents as such boxes, and "use geography, it is right on the globe" is common advice. Searches
# then return too few items for wide boxes and too many north of them; small boxes, as in tests, show nothing.
set -euo pipefail
work=$(mktemp -d)
bin=/usr/lib/postgresql/15/bin
server() { if [[ $EUID == 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi; }
trap 'server "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
cd "$work"

for package in postgresql-15 postgresql-15-postgis-3; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W postgresql-15-postgis-3
[[ $EUID != 0 ]] || chown postgres "$work"
server "$bin/initdb" -D "$work/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
server "$bin/pg_ctl" -D "$work/data" -o "-k $work -c listen_addresses=''" -l "$work/log" -w start >/dev/null
psql=("$bin/psql" -h "$work" -U postgres -X -q -A -t -F ' ')

"${psql[@]}" -c 'create extension postgis'
{
  "${psql[@]}" <<'SQL'
with box (west, south, east, north) as (values (-80, 40, 80, 60), (-100, -10, 100, 10), (-20, 40, 40, 60)),
     point (lon, lat) as (values (0, 50), (0, 0), (180, 0), (10, 41), (10, 62)),
     shape as (select *, ST_MakeEnvelope(west, south, east, north, 4326) as g from box)
select format('box %s,%s,%s,%s', west, south, east, north), format('point %s,%s', lon, lat),
       'geometry', ST_Intersects(g, ST_Point(lon, lat, 4326)),
       'geography', ST_Intersects(g::geography, ST_Point(lon, lat, 4326)::geography)
from shape cross join point
where ST_Intersects(g, ST_Point(lon, lat, 4326)) <> ST_Intersects(g::geography, ST_Point(lon, lat, 4326)::geography)
order by west, lon, lat;
select 'highest point of the southern side of -80,40,80,60:',
       round(max(ST_Y(geom))::numeric, 1)
from ST_DumpPoints(ST_Segmentize('LINESTRING(-80 40, 80 40)'::geography, 10000)::geometry);
SQL
  ("${psql[@]}" -c "select ST_Area(ST_MakeEnvelope(-180, -90, 180, 90, 4326)::geography)" 2>&1 || true) |
    sed -n 's/^ERROR: */world: /p'
} | tee seen.txt
cat > expected.txt <<'EXPECTED'
box -100,-10,100,10 point 0,0 geometry t geography f
box -100,-10,100,10 point 180,0 geometry f geography t
box -80,40,80,60 point 0,50 geometry t geography f
box -80,40,80,60 point 10,41 geometry t geography f
box -20,40,40,60 point 10,41 geometry t geography f
box -20,40,40,60 point 10,62 geometry f geography t
highest point of the southern side of -80,40,80,60: 78.3
world: Antipodal (180 degrees long) edge detected!
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
