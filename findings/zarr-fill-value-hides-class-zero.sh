#!/usr/bin/env bash
# One would guess: an integer Zarr array that was written in full has no missing cells, and its fill value (0 if none was
# named) only tells what a chunk that was never written would hold.
# What happens (zarr 2.13.6, xarray 2023.01.0 and GDAL 3.6.2 of Debian 12, npm zarrita 0.7.5): zarr and zarrita give the
# values as written. xarray takes the fill value for "missing": every 0 becomes NaN, uint8 becomes float32, a mask of
# booleans becomes objects (True or NaN), and int64 becomes float64 with its last digits lost. GDAL takes it for no-data,
# so that its statistics leave the zeros out. Neither warns; writing the file again with xarray keeps it so.
# Why it matters: class 0 (background, water, "no change") disappears from land-cover labels, confusion matrices and means,
# depending on the library that opens the same store. Write fill_value=None, or open with mask_and_scale=False.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for package in python3-zarr python3-xarray python3-dask python3-gdal gdal-bin nodejs; do
  [[ $package == nodejs ]] && command -v node >/dev/null && continue
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W python3-zarr python3-xarray gdal-bin

cat > store.py <<'PY'
import warnings
import numpy as np
import zarr

warnings.simplefilter("ignore")
import xarray

def write(path, **options):
    group = zarr.open_group(path, "w")
    for name, values in (("classes", np.array([[0, 1, 5], [2, 0, 5]], np.uint8)),
                         ("mask", np.array([[True, False, True], [False, True, True]])),
                         ("ids", np.array([[9007199254740993, 0, 1], [2, 3, 4]], np.int64))):
        array = group.create_dataset(name, data=values, chunks=(2, 3), **options)
        array.attrs["_ARRAY_DIMENSIONS"] = ["y", "x"]
    zarr.consolidate_metadata(path)
    return group

group = write("plain.zarr")
opened = xarray.open_zarr("plain.zarr")
print("zarr:", group["classes"][:].ravel().tolist(), f"mean {group['classes'][:].mean():.2f}")
print("xarray:", opened.classes.values.ravel().tolist(), opened.classes.dtype, f"mean {float(opened.classes.mean()):.2f}")
print("xarray, mask:", opened.mask.values.ravel().tolist(), opened.mask.dtype)
print("xarray, id:", int(opened.ids.values[0, 0]), opened.ids.dtype)
write("none.zarr", fill_value=None)
print("xarray, fill_value=None:", xarray.open_zarr("none.zarr").classes.values.ravel().tolist())
PY
/usr/bin/python3 store.py | tee seen.txt
gdalinfo -stats ZARR:plain.zarr:/classes 2>/dev/null | sed -n 's/^ *STATISTICS_\(MEAN\|VALID_PERCENT\)=/gdal \1: /p' | tee -a seen.txt

npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts --save-exact zarrita@0.7.5
cat > read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import * as zarr from 'zarrita';

const store = { async get(key) { try { return new Uint8Array(readFileSync('plain.zarr' + key)); } catch { return undefined; } } };
const { data } = await zarr.get(await zarr.open.v2(zarr.root(store).resolve('classes'), { kind: 'array' }));
console.log('zarrita:', JSON.stringify([...data]));
JS
node read.mjs | tee -a seen.txt
cat > expected.txt <<'EXPECTED'
zarr: [0, 1, 5, 2, 0, 5] mean 2.17
xarray: [nan, 1.0, 5.0, 2.0, nan, 5.0] float32 mean 3.25
xarray, mask: [True, nan, True, nan, True, True] object
xarray, id: 9007199254740992 float64
xarray, fill_value=None: [0, 1, 5, 2, 0, 5]
gdal MEAN: 3.25
gdal VALID_PERCENT: 66.67
zarrita: [0,1,5,2,0,5]
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
