#!/usr/bin/env bash
# One would guess: an image library that opens a Float32 TIFF without an error hands out its values, at worst scaled.
# What happens (SixLabors.ImageSharp 4.1.3, files by GDAL 3.6.2 of Debian 12), without an error:
# - Float32 is taken for 0..1 and cut there: the heights 0, 0.5, 1, 2.5 and 20 become 0, 0.5, 1, 1 and 1, also with the
#   pixel type of 32-bit floats (RgbaVector), and all 65535 from one metre up as L16.
# - Float32 with PREDICTOR=2, which GDAL writes and reads, gives numbers that have nothing to do with the raster.
# - 12-bit data (NBITS=12) is stretched to 16 bits: the value 5 becomes 80.
# BitMiracle.LibTiff.NET 2.4.660 reads both Float32 files exactly.
# Why it matters: a .NET team that feeds an ONNX model through ImageSharp gives it a flat plane for every elevation model and
# values sixteen times too large for the 12-bit sensors; the pictures in a browser look plausible.
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
import numpy as np
from osgeo import gdal

gdal.UseExceptions()
def write(name, kind, values, *options):
    raster = gdal.GetDriverByName("GTiff").Create(name, 64, 64, 1, kind, list(options))
    raster.GetRasterBand(1).WriteArray(values)

steps = np.arange(4096).reshape(64, 64)
write("heights.tif", gdal.GDT_Float32, steps * 0.5)
write("predicted.tif", gdal.GDT_Float32, steps, "COMPRESS=LZW", "PREDICTOR=2")
write("twelve.tif", gdal.GDT_UInt16, steps, "NBITS=12")
PY
/usr/bin/python3 write.py

cat > net.csproj <<'CSPROJ'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="SixLabors.ImageSharp" Version="[4.1.3]" />
    <PackageReference Include="BitMiracle.LibTiff.NET" Version="[2.4.660]" />
  </ItemGroup>
</Project>
CSPROJ
cat > Program.cs <<'CS'
using BitMiracle.LibTiff.Classic;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

int[] columns = [0, 1, 2, 5, 40];
foreach (var name in new[] { "heights", "predicted", "twelve" })
{
    using var vector = Image.Load<RgbaVector>(name + ".tif");
    using var gray = Image.Load<L16>(name + ".tif");
    Console.WriteLine($"{name}, ImageSharp as floats: " + string.Join(' ', columns.Select(x => vector[x, 0].R.ToString("g5"))));
    Console.WriteLine($"{name}, ImageSharp as L16: " + string.Join(' ', columns.Select(x => gray[x, 0].PackedValue)));
    if (name != "twelve")
    {
        using var tiff = Tiff.Open(name + ".tif", "r");
        var strip = new byte[tiff.StripSize()];
        tiff.ReadEncodedStrip(0, strip, 0, strip.Length);
        Console.WriteLine($"{name}, LibTiff.NET: " + string.Join(' ', columns.Select(x => BitConverter.ToSingle(strip, x * 4))));
    }
}
CS
# Debug: the library's build step asks for a license in Release builds only.
dotnet build -v q -nologo -c Debug > build.log 2>&1 || { cat build.log >&2; exit 1; }
dotnet bin/Debug/net10.0/net.dll | tee seen.txt
cat > expected.txt <<'EXPECTED'
heights, ImageSharp as floats: 0 0.5 1 1 1
heights, ImageSharp as L16: 0 32768 65535 65535 65535
heights, LibTiff.NET: 0 0.5 1 2.5 20
predicted, ImageSharp as floats: 0 1 1.1755e-38 2.9387e-39 3.6734e-40
predicted, ImageSharp as L16: 0 65535 0 0 0
predicted, LibTiff.NET: 0 1 2 5 40
twelve, ImageSharp as floats: 0 0.0002442 0.0004884 0.001221 0.009768
twelve, ImageSharp as L16: 0 16 32 80 640
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
