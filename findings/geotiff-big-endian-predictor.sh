#!/usr/bin/env bash
# One would guess: GDAL reads back what GDAL has written, and two readers that both know the TIFF predictors agree.
# What happens with a Float32 TIFF of the values 0, 1, 2, ... (GDAL 3.6.2 of Debian 12, BitMiracle.LibTiff.NET 2.4.660, npm
# geotiff 3.0.5), all with exit status 0 and no warning:
# - big-endian with PREDICTOR=3 (floating point): GDAL writes the planes of bytes least significant first, the reverse of
#   what the predictor's note asks for. GDAL and LibTiff.NET then read 4.6e-41 for 1 from that file; geotiff.js has the
#   mirror fault in its reader and shows the right values. A file written by hand as the note says is read right by GDAL
#   and LibTiff.NET, and geotiff.js shows 4.6e-41.
# - big-endian with PREDICTOR=2: GDAL and LibTiff.NET are right, geotiff.js gives 0.50002 for 2.
# - little-endian: all agree.
# Why it matters: elevation models and network outputs are Float32, and PREDICTOR=3 is the usual advice for them; big-endian
# files come with older archives. The map in the browser and the training then see different numbers in one valid file,
# and the wrong ones are so near 0 that the scene looks empty rather than broken. Write little-endian.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for package in gdal-bin python3-gdal python3-numpy; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W gdal-bin

cat > write.py <<'PY'
import struct
import zlib
import numpy as np
from osgeo import gdal

gdal.UseExceptions()
values = np.arange(4096, dtype=np.float32).reshape(64, 64)
for order in ("BIG", "LITTLE"):
    for predictor in ("2", "3"):
        options = [f"ENDIANNESS={order}", "COMPRESS=DEFLATE", f"PREDICTOR={predictor}"]
        name = f"{order.lower()}-{predictor}.tif"
        raster = gdal.GetDriverByName("GTiff").Create(name, 64, 64, 1, gdal.GDT_Float32, options)
        raster.GetRasterBand(1).WriteArray(values)
        raster = None

# The first row's planes of bytes as they lie in GDAL's file.
raster = gdal.Open("big-3.tif")
offset = int(raster.GetRasterBand(1).GetMetadataItem("BLOCK_OFFSET_0_0", "TIFF"))
with open("big-3.tif", "rb") as file:
    file.seek(offset)
    row = np.frombuffer(zlib.decompressobj().decompress(file.read()), np.uint8)[:256]
planes = np.cumsum(row, dtype=np.uint8).reshape(4, 64)
print("bytes of 1 in GDAL's file", planes[:, 1].tobytes().hex() + ", most significant first", struct.pack(">f", 1).hex())

# The same raster as the predictor's note has it: planes most significant first, then differences along the whole row.
rows = values.astype(">f4").view(np.uint8).reshape(64, 64, 4).transpose(0, 2, 1).reshape(64, 256)
strip = zlib.compress(np.diff(rows, axis=1, prepend=np.uint8(0)).astype(np.uint8).tobytes())
short, long = 3, 4
tags = [(256, short, 64), (257, short, 64), (258, short, 32), (259, short, 8), (262, short, 1), (273, long, 8),
        (277, short, 1), (278, short, 64), (279, long, len(strip)), (317, short, 3), (339, short, 3)]
directory = struct.pack(">H", len(tags))
for tag, kind, value in tags:
    directory += struct.pack(">HHIHH", tag, kind, 1, value, 0) if kind == short else struct.pack(">HHII", tag, kind, 1, value)
with open("big-3-by-note.tif", "wb") as file:
    file.write(b"MM" + struct.pack(">HI", 42, 8 + len(strip)) + strip + directory + struct.pack(">I", 0))
PY
cat > gdal.py <<'PY'
import sys
from osgeo import gdal

gdal.UseExceptions()
row = gdal.Open(sys.argv[1]).ReadAsArray()[0]
print(" ".join(f"{value:.5g}" for value in (row[1], row[2], row[5])))
PY
/usr/bin/python3 write.py | tee planes.txt

mkdir net js
cat > net/net.csproj <<'CSPROJ'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="BitMiracle.LibTiff.NET" Version="[2.4.660]" />
  </ItemGroup>
</Project>
CSPROJ
cat > net/Program.cs <<'CS'
using BitMiracle.LibTiff.Classic;

Tiff.SetErrorHandler(new Silent());
foreach (var path in args)
{
    using var tiff = Tiff.Open(path, "r");
    var row = new byte[tiff.StripSize()];
    tiff.ReadEncodedStrip(0, row, 0, row.Length);
    Console.WriteLine(FormattableString.Invariant(
        $"{BitConverter.ToSingle(row, 4):g5} {BitConverter.ToSingle(row, 8):g5} {BitConverter.ToSingle(row, 20):g5}"));
}

// LibTiff warns of each GeoTIFF tag that it does not know; errors would still be thrown or seen in the values.
class Silent : TiffErrorHandler
{
    public override void WarningHandler(Tiff tif, string method, string format, params object[] args) { }
}
CS
(
  cd js
  npm init -y > /dev/null
  npm install --silent --no-audit --no-fund --ignore-scripts --save-exact geotiff@3.0.5
  cat > read.mjs <<'JS'
import { fromFile } from 'geotiff';

for (const path of process.argv.slice(2)) {
  const image = await (await fromFile(path)).getImage();
  const [band] = await image.readRasters();
  console.log([band[1], band[2], band[5]].map(value => Number(value.toPrecision(5))).join(' '));
}
JS
)

files=(big-3.tif big-3-by-note.tif big-2.tif little-3.tif little-2.tif)
for file in "${files[@]}"; do /usr/bin/python3 gdal.py "$file"; done > gdal.txt
dotnet run --project net -v q -- "${files[@]}" > net.txt
node js/read.mjs "${files[@]}" > js.txt
{
  cat planes.txt
  paste -d'|' <(printf '%s\n' "${files[@]}") gdal.txt net.txt js.txt
} > seen.txt
{ echo 'file|GDAL|LibTiff.NET 2.4.660|geotiff.js 3.0.5'; tail -n +2 seen.txt; } | column -t -s'|'
cat > expected.txt <<'EXPECTED'
bytes of 1 in GDAL's file 0000803f, most significant first 3f800000
big-3.tif|4.6006e-41 8.9683e-44 5.7487e-41|4.6006e-41 8.9683e-44 5.7487e-41|1 2 5
big-3-by-note.tif|1 2 5|1 2 5|4.6006e-41 8.9683e-44 5.7487e-41
big-2.tif|1 2 5|1 2 5|1 0.50002 1.25
little-3.tif|1 2 5|1 2 5|1 2 5
little-2.tif|1 2 5|1 2 5|1 2 5
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
