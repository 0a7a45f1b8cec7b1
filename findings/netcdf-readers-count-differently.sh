#!/usr/bin/env bash
# One would guess: the readers of NetCDF agree which cells of a variable are missing: the CF conventions say what
# _FillValue, missing_value and valid_range mean.
# What happens (netCDF4 1.6.2, xarray 2023.01.0, GDAL 3.6.2, all of Debian 12) with four variables of one file:
# - valid_range: netCDF4 masks what lies outside, GDAL overwrites it with the no-data value, xarray keeps it as data.
# - two values in missing_value: netCDF4 and xarray mask both, GDAL the first only.
# - unsigned bytes without any attribute: netCDF4 masks 255, the others don't.
# - integers never written, without any attribute: netCDF4 and GDAL mask them, xarray gives -2147483647 as data.
# Why it matters: means and normalization constants of a training set depend on the reader by as much as the outliers that
# valid_range was written to keep out; 255 is a common class or a saturated pixel. No two of the three readers agree on
# all four variables.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for package in python3-netcdf4 python3-xarray python3-gdal; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W python3-netcdf4 python3-xarray python3-gdal

cat > read.py <<'PY'
import warnings
import netCDF4
import numpy as np
from osgeo import gdal

warnings.simplefilter("ignore")
import xarray

gdal.UseExceptions()
file = netCDF4.Dataset("scene.nc", "w")
file.createDimension("y", 1)
file.createDimension("x", 6)

def write(name, kind, values, fill=None, **attributes):
    variable = file.createVariable(name, kind, ("y", "x"), fill_value=fill)
    variable.set_auto_maskandscale(False)
    variable.setncatts(attributes)
    variable[0, :len(values)] = values

write("valid_range", "i2", [-5, 0, 50, 100, 101, 7], fill=np.int16(-32768), valid_range=np.array([0, 100], "i2"))
write("missing_values", "i2", [1, 2, 3, -1, -2, 4], missing_value=np.array([-1, -2], "i2"))
write("bytes", "u1", [0, 254, 255, 1, 2, 3])
write("unwritten", "i4", [0, 1, 2])
file.close()

file = netCDF4.Dataset("scene.nc")
dataset = xarray.open_dataset("scene.nc")
for name in file.variables:
    raster = gdal.Open("NETCDF:scene.nc:" + name)
    no_data = raster.GetRasterBand(1).GetNoDataValue()
    cells = raster.ReadAsArray()[0]
    valid = {
        "netCDF4": np.ma.asarray(file[name][0]).compressed(),
        "xarray": dataset[name].values[0][~np.isnan(dataset[name].values[0].astype(float))],
        "GDAL": cells if no_data is None else cells[cells != no_data],
    }
    print(name + ":", "; ".join(f"{reader} {' '.join(str(int(value)) for value in values)}" for reader, values in valid.items()))
PY
/usr/bin/python3 read.py | tee seen.txt
cat > expected.txt <<'EXPECTED'
valid_range: netCDF4 0 50 100 7; xarray -5 0 50 100 101 7; GDAL 0 50 100 7
missing_values: netCDF4 1 2 3 4; xarray 1 2 3 4; GDAL 1 2 3 -2 4
bytes: netCDF4 0 254 1 2 3; xarray 0 254 255 1 2 3; GDAL 0 254 255 1 2 3
unwritten: netCDF4 0 1 2; xarray 0 1 2 -2147483647 -2147483647 -2147483647; GDAL 0 1 2
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
