#!/usr/bin/env bash
# One would guess: an operator that torch.onnx.export accepts without a warning computes the same in ONNX.
# What happens (PyTorch 1.13 of Debian 12, ONNX Runtime 1.31.1): a // b rounds down in PyTorch, for integers and floats. The
# exporter writes it as a division that cuts towards zero: -7 // 2 is -4 in PyTorch and -3 in the exported model, no
# warning, and the checker passes. % is exported rightly, so that in the model (a // b) * b + a % b is no longer a.
# softplus(x, threshold) loses its threshold as well: 1.5243 instead of 1.5.
# Why it matters: indices of tiles, bins and windows are computed with //. Positive coordinates, as in most tests, agree;
# west of Greenwich, south of the equator or left of an origin every cell that doesn't divide evenly is off by one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for package in python3-torch python3-onnx; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W python3-torch

cat > export.py <<'PY'
import warnings
import onnx
import torch

class Tiles(torch.nn.Module):
    def forward(self, x):
        whole = x.to(torch.int64)
        tile = whole // 2
        return tile.float(), (x // 2), (tile * 2 + whole % 2).float(), torch.nn.functional.softplus(x, beta=2, threshold=1)

x = torch.tensor([-7., -2., -1., 1.5, 7.])
with warnings.catch_warnings(record=True) as raised:
    warnings.simplefilter("always")
    torch.onnx.export(Tiles().eval(), (x,), "tiles.onnx", opset_version=16, input_names=["x"],
                      output_names=["integer", "float", "again", "softplus"])
onnx.checker.check_model(onnx.load("tiles.onnx"), full_check=True)
print("warnings about division:", sum("div" in str(warning.message).lower() for warning in raised))
for name, values in zip(["integer", "float", "again", "softplus"], Tiles()(x)):
    print(f"torch {name}:", " ".join(f"{value:.4g}" for value in values.tolist()))
PY
/usr/bin/python3 export.py 2>/dev/null | tee seen.txt

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
    <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="[1.31.1]" />
  </ItemGroup>
</Project>
CSPROJ
cat > net/Program.cs <<'CS'
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

using var session = new InferenceSession("tiles.onnx");
var x = new DenseTensor<float>(new[] { -7f, -2f, -1f, 1.5f, 7f }, [5]);
using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("x", x)], ["integer", "float", "again", "softplus"]);
foreach (var output in outputs)
{
    var values = output.AsEnumerable<float>().Select(value => (value + 0f).ToString("g4"));
    Console.WriteLine($"onnx {output.Name}: " + string.Join(' ', values));
}
CS
dotnet run --project net -v q | tee -a seen.txt
cat > expected.txt <<'EXPECTED'
warnings about division: 0
torch integer: -4 -1 -1 0 3
torch float: -4 -1 -1 0 3
torch again: -7 -2 -1 1 7
torch softplus: 4.158e-07 0.009075 0.06346 1.5 7
onnx integer: -3 -1 0 0 3
onnx float: -3 -1 0 0 3
onnx again: -5 -2 1 1 7
onnx softplus: 4.158e-07 0.009075 0.06346 1.524 7
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
