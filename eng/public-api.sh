#!/usr/bin/env bash
# Writes what is public but not yet listed into each package's PublicAPI.Unshipped.txt, and drops what is gone.
set -euo pipefail
cd "$(dirname "$0")/.."
for project in src/*/*.csproj; do
  folder=$(dirname "$project")
  for list in Shipped Unshipped; do
    [ -f "$folder/PublicAPI.$list.txt" ] || echo '#nullable enable' > "$folder/PublicAPI.$list.txt"
  done
done
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build Mlops.sln -v q --no-incremental -p:TreatWarningsAsErrors=false -p:WarningsAsErrors= -clp:WarningsOnly > "$log" || true
for project in src/*/*.csproj; do
  folder=$(dirname "$project")
  name=$(basename "$project")
  list="$folder/PublicAPI.Unshipped.txt"
  grep -F "$name]" "$log" | grep -oP "warning RS0016: Symbol '\K.*(?=' is not part of the declared)" | sort -u > "$log.new" || true
  grep -F "$name]" "$log" | grep -oP "warning RS0017: Symbol '\K.*(?=' is part of the declared)" | sort -u > "$log.gone" || true
  { echo '#nullable enable'; { grep -v '^#' "$list" | grep -vxFf "$log.gone" || true; cat "$log.new"; } | LC_ALL=C sort -u; } > "$log.list"
  mv "$log.list" "$list"
  echo "$folder: $(wc -l < "$log.new") added, $(wc -l < "$log.gone") removed"
  rm -f "$log.new" "$log.gone"
done
