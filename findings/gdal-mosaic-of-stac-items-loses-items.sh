#!/usr/bin/env bash
# One would guess: GDAL's driver for STAC items (STACIT) makes one mosaic of all items of a saved search, or fails.
# What happens (GDAL 3.6.2 of Debian 12), with the program's exit status 0:
# - of an item collection in one local file only the first 1,000 items are used. The rest is missing from the extent and
#   the pixels; one warning line, and none once the output is suppressed or the file is opened from code.
# - an item that gives its system by proj:code (projection extension 2.0, STAC 1.1) is left out without any message as long
#   as one other item has proj:epsg; if none has, the error says that there is no compatible asset.
# Why it matters: a year of scenes over one area is more than 1,000 items, and catalogs mix old and new items for years: the
# training mosaic ends at a straight edge, or has holes, that nobody asked for. Set the open option MAX_ITEMS, count, and
# write both proj:code and proj:epsg.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for package in gdal-bin python3-gdal; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W gdal-bin

cat > items.py <<'PY'
import json
import os
from osgeo import gdal, osr

gdal.UseExceptions()
path = os.path.abspath("scene.tif")
raster = gdal.GetDriverByName("GTiff").Create(path, 10, 10, 1)
system = osr.SpatialReference()
system.ImportFromEPSG(32632)
raster.SetProjection(system.ExportToWkt())
raster.SetGeoTransform([0, 1, 0, 0, 0, -1])
raster = None

def save(name, systems):
    features = [{
        "type": "Feature", "stac_version": "1.1.0", "id": f"scene-{number}", "collection": "scenes", "links": [],
        "stac_extensions": ["https://stac-extensions.github.io/projection/v2.0.0/schema.json"],
        "geometry": {"type": "Point", "coordinates": [9, 0]}, "bbox": [9, 0, 9, 0],
        "properties": {"datetime": "2024-01-01T00:00:00Z", "proj:shape": [10, 10],
                       "proj:transform": [1, 0, number * 10, 0, -1, 0], **system},
        "assets": {"data": {"href": path, "type": "image/tiff; application=geotiff", "roles": ["data"]}},
    } for number, system in enumerate(systems)]
    with open(name, "w") as file:
        json.dump({"type": "FeatureCollection", "features": features}, file)

old, new = {"proj:epsg": 32632}, {"proj:code": "EPSG:32632"}
save("many.json", [old] * 1500)
save("mixed.json", [old, old, new])
save("new.json", [new, new, new])
save("both.json", [{**old, **new}] * 3)
PY
/usr/bin/python3 items.py
size() { gdalinfo "${@:2}" "STACIT:\"$1\"" 2>"$1.log" | sed -n 's/^Size is //p'; }
{
  echo "1500 items: $(size many.json)"
  echo "said: $(grep -c 'Maximum number of items (1000)' many.json.log) line"
  echo "1500 items, MAX_ITEMS=2000: $(size many.json -oo MAX_ITEMS=2000)"
  echo "3 items, one with proj:code: $(size mixed.json)"
  echo "said: $(wc -l < mixed.json.log) lines"
  echo "3 items with both: $(size both.json)"
  echo "3 items, all with proj:code: $(gdalinfo 'STACIT:"new.json"' 2>&1 | sed -n 's/^ERROR [0-9]*: //p' | head -1)"
} | tee seen.txt
cat > expected.txt <<'EXPECTED'
1500 items: 10000, 10
said: 1 line
1500 items, MAX_ITEMS=2000: 15000, 10
3 items, one with proj:code: 20, 10
said: 0 lines
3 items with both: 30, 10
3 items, all with proj:code: No compatible asset found
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
