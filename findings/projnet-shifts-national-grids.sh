#!/usr/bin/env bash
# One would guess: ProjNET, which .NET uses beside NetTopologySuite, gives for a system's WKT the coordinates that GDAL gives
# for the same system, or refuses.
# What happens (ProjNET 2.0.0, the WKT as GDAL 3.6.2 of Debian 12 exports it, WKT 1), without an error:
# - EPSG:3857, web maps: 33 km too far south at 50 degrees. ProjNET computes an ellipsoidal Mercator and passes over the
#   extension that makes it a sphere. Its own constant ProjectedCoordinateSystem.WebMercator is right.
# - national grids: off by 90 to 230 m (British, Dutch, Belgian, German, Swiss). This WKT has no TOWGS84, and ProjNET takes a
#   missing shift for none, where GDAL looks the shift up by the code.
# - UTM, Lambert and other systems without a datum of their own agree to a centimetre.
# Why it matters: footprints, tiles and training labels made in .NET lie beside the raster by ten pixels of Sentinel-2, or by a
# whole town, and a test on UTM shows nothing. Use the constant, and WKT with TOWGS84 for each datum.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for package in gdal-bin python3-gdal; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W gdal-bin libproj25

cat > systems.py <<'PY'
import json
from osgeo import osr

osr.UseExceptions()

def system(code):
    result = osr.SpatialReference()
    result.ImportFromEPSG(code)
    result.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return result

points = {32632: (12, 60), 2154: (3, 46), 3857: (10, 50),
          27700: (-1, 52), 28992: (5, 52), 31370: (4.4, 50.8), 31467: (9, 50), 2056: (8, 47)}
cases = []
for code, (lon, lat) in points.items():
    x, y, _ = osr.CoordinateTransformation(system(4326), system(code)).TransformPoint(lon, lat)
    cases.append({"code": code, "lon": lon, "lat": lat, "x": x, "y": y, "wkt": system(code).ExportToWkt(["FORMAT=WKT1_GDAL"])})
with open("systems.json", "w") as file:
    json.dump(cases, file)
PY
/usr/bin/python3 systems.py

mkdir net
cat > net/net.csproj <<'CSPROJ'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="ProjNET" Version="[2.0.0]" />
  </ItemGroup>
</Project>
CSPROJ
cat > net/Program.cs <<'CS'
using System.Text.Json;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

var transformations = new CoordinateTransformationFactory();
string Apart(CoordinateSystem target, JsonElement item)
{
    double Number(string name) => item.GetProperty(name).GetDouble();
    var (x, y) = transformations.CreateFromCoordinateSystems(GeographicCoordinateSystem.WGS84, target)
        .MathTransform.Transform(Number("lon"), Number("lat"));
    var metres = Math.Sqrt(Math.Pow(x - Number("x"), 2) + Math.Pow(y - Number("y"), 2));
    return metres < 0.01 ? "less than 1 cm" : $"{metres:f0} m";
}

foreach (var item in JsonDocument.Parse(File.ReadAllText("systems.json")).RootElement.EnumerateArray())
{
    var target = new CoordinateSystemFactory().CreateFromWkt(item.GetProperty("wkt").GetString());
    Console.WriteLine($"EPSG:{item.GetProperty("code")}: {Apart(target, item)} from GDAL");
    if (item.GetProperty("code").GetInt32() == 3857)
    {
        Console.WriteLine($"ProjectedCoordinateSystem.WebMercator: {Apart(ProjectedCoordinateSystem.WebMercator, item)} from GDAL");
    }
}
CS
dotnet run --project net -v q | tee seen.txt
echo "TOWGS84 in GDAL's WKT: $(grep -c TOWGS84 systems.json || true)" | tee -a seen.txt
cat > expected.txt <<'EXPECTED'
EPSG:32632: less than 1 cm from GDAL
EPSG:2154: less than 1 cm from GDAL
EPSG:3857: 32751 m from GDAL
ProjectedCoordinateSystem.WebMercator: less than 1 cm from GDAL
EPSG:27700: 108 m from GDAL
EPSG:28992: 174 m from GDAL
EPSG:31370: 94 m from GDAL
EPSG:31467: 207 m from GDAL
EPSG:2056: 228 m from GDAL
TOWGS84 in GDAL's WKT: 0
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
