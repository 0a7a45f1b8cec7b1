#!/usr/bin/env bash
# One would guess: a full-text search for "resnet 50" finds the model "resnet-50", as it does in SQLite.
# What happens (PostgreSQL 15 of Debian 12, SQLite 3.40.1 of Debian 12): PostgreSQL's parser takes "-50" for a negative
# number. "resnet-50" is indexed as "resnet" and "-50", "sentinel-2" as "sentinel" and "-2"; the query "resnet 50" asks for
# "50" and finds nothing. "sentinel-2a" is a compound word, and the query "sentinel 2a" finds it. "yolo/v5" is one path,
# which "yolo" does not find. This holds for every text search configuration, "simple" too: it is the parser.
# SQLite's FTS5 finds all of them.
# Why it matters: nearly all names of models, sensors and versions have this form. A registry on both engines finds a model
# on the developer's SQLite and not on the PostgreSQL of production. Replace "-" and "/" by blanks before to_tsvector and
# the query.
set -euo pipefail
work=$(mktemp -d)
bin=/usr/lib/postgresql/15/bin
server() { if [[ $EUID == 0 ]]; then runuser -u postgres -- "$@"; else "$@"; fi; }
trap 'server "$bin/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
cd "$work"

for package in postgresql-15 sqlite3; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W postgresql-15 sqlite3
[[ $EUID != 0 ]] || chown postgres "$work"
server "$bin/initdb" -D "$work/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
server "$bin/pg_ctl" -D "$work/data" -o "-k $work -c listen_addresses=''" -l "$work/log" -w start >/dev/null

ask() { "$bin/psql" -h "$work" -U postgres -X -q -A -t -c "$1"; }
pairs=('resnet-50|resnet 50' 'sentinel-2|sentinel 2' 'sentinel-2a|sentinel 2a' 'yolo/v5|yolo' 'bert-base|bert base')
for pair in "${pairs[@]}"; do
  name=${pair%|*} query=${pair#*|}
  found=$(sqlite3 :memory: "create virtual table t using fts5(name); insert into t values ('$name');
    select count(*) from t('$query')")
  printf '%s, asked for "%s": SQLite %s, english %s, simple %s, words %s\n' "$name" "$query" "$found" \
    "$(ask "select (to_tsvector('english', '$name') @@ websearch_to_tsquery('english', '$query'))::int")" \
    "$(ask "select (to_tsvector('simple', '$name') @@ websearch_to_tsquery('simple', '$query'))::int")" \
    "$(ask "select to_tsvector('simple', '$name')")"
done | tee seen.txt
cat > expected.txt <<'EXPECTED'
resnet-50, asked for "resnet 50": SQLite 1, english 0, simple 0, words '-50':2 'resnet':1
sentinel-2, asked for "sentinel 2": SQLite 1, english 0, simple 0, words '-2':2 'sentinel':1
sentinel-2a, asked for "sentinel 2a": SQLite 1, english 1, simple 1, words '2a':3 'sentinel':2 'sentinel-2a':1
yolo/v5, asked for "yolo": SQLite 1, english 0, simple 0, words 'yolo/v5':1
bert-base, asked for "bert base": SQLite 1, english 1, simple 1, words 'base':3 'bert':2 'bert-base':1
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
