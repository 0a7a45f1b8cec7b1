#!/usr/bin/env bash
# One would guess: the mean of equal numbers is that number, and two ways to take the mean of a raster agree to some digits.
# What happens (ONNX Runtime 1.31.1, the CPU of the NuGet package) over 25 million pixels (one scene of 5000 x 5000) that
# are all 1200: ReduceMean answers 1222.5, more than the largest pixel, and GlobalAveragePool 1138.5. Over ten million it
# is right to four digits. NumPy answers 1200 in the same float32. The sums run on in float32, and beyond 2^24 each addition is
# rounded the same way. CumSum over the same number of 0.1 stops at 2097152 and stays there; the sum is 2500000.
# Why it matters: whole scenes go through exported models for normalization, pooling and scene statistics. Tests use tiles,
# where the error is nothing; at scene size a flat background shifts the mean by 2 to 5 percent without a warning, and
# differently for two layers that mean the same. Take means by tile, or add a Cast to double before them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for package in python3-onnx python3-numpy; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W python3-onnx python3-numpy

cat > model.py <<'PY'
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

def save(name, nodes, source, result, constants=()):
    graph = helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, source)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, result)],
        [numpy_helper.from_array(np.array(value), key) for key, value in constants])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 16)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, name + ".onnx")

image = ["N", "C", "H", "W"]
node = helper.make_node
save("ReduceMean", [node("ReduceMean", ["x"], ["y"], axes=[2, 3], keepdims=1)], image, ["N", "C", 1, 1])
save("GlobalAveragePool", [node("GlobalAveragePool", ["x"], ["y"])], image, ["N", "C", 1, 1])
save("CumSum", [node("CumSum", ["x", "axis"], ["y"])], image, image, [("axis", np.int32(3))])
save("ReduceMean-double", [
    node("Cast", ["x"], ["a"], to=TensorProto.DOUBLE), node("ReduceMean", ["a"], ["b"], axes=[2, 3], keepdims=1),
    node("Cast", ["b"], ["y"], to=TensorProto.FLOAT)], image, ["N", "C", 1, 1])
print("numpy float32:", np.full((5000, 5000), 1200, np.float32).mean())
PY
/usr/bin/python3 model.py | tee seen.txt

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

float Last(string model, float value, params int[] shape)
{
    var pixels = new float[shape.Aggregate(1, (product, length) => product * length)];
    Array.Fill(pixels, value);
    using var session = new InferenceSession(model + ".onnx");
    using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("x", new DenseTensor<float>(pixels, shape))]);
    return outputs[0].AsTensor<float>().ToDenseTensor().Buffer.Span[^1];
}

foreach (var model in new[] { "ReduceMean", "GlobalAveragePool", "ReduceMean-double" })
{
    Console.WriteLine($"{model}: 256 x 256 {Last(model, 1200, 1, 1, 256, 256):f1}, 5000 x 5000 {Last(model, 1200, 1, 1, 5000, 5000):f1}");
}

Console.WriteLine($"CumSum of 25 million times 0.1: {Last("CumSum", 0.1f, 1, 1, 1, 25_000_000):f0}");
CS
dotnet run --project net -v q | tee -a seen.txt
cat > expected.txt <<'EXPECTED'
numpy float32: 1200.0
ReduceMean: 256 x 256 1200.0, 5000 x 5000 1222.5
GlobalAveragePool: 256 x 256 1200.0, 5000 x 5000 1138.5
ReduceMean-double: 256 x 256 1200.0, 5000 x 5000 1200.0
CumSum of 25 million times 0.1: 2097152
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
