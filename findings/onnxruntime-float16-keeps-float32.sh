#!/usr/bin/env bash
# One would guess: a node of a float16 model takes what the node before it gives, rounded to float16. Sixty thousand twice
# is infinity there (65504 is the largest), and infinity less sixty thousand stays infinity, as NumPy and a GPU say.
# What happens (ONNX Runtime 1.31.1, the CPU of the NuGet package, model made with onnx of Debian 12): the nodes are run in
# float32 and the rounding between them is removed, so the answer is 60000, also with all optimizations disabled. If the
# middle value is an output of the graph too, one run answers both: middle = infinity, and middle - x = 60000.
# Why it matters: a float16 export that overflows passes every test on the CPU of a developer or of CI and gives infinity or
# NaN on the accelerator; printing intermediate values as outputs, the usual way to look for it, shows a graph whose
# values contradict each other. Test the range with float16 arithmetic, not with the CPU provider.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for package in python3-onnx python3-numpy; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || {
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
  }
done
dpkg-query -W python3-onnx

cat > model.py <<'PY'
import numpy as np
import onnx
from onnx import TensorProto, helper

half = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT16, ["N"])
nodes = [helper.make_node("Add", ["x", "x"], ["middle"]), helper.make_node("Sub", ["middle", "x"], ["y"])]
for name, outputs in (("one", ["y"]), ("both", ["middle", "y"])):
    graph = helper.make_graph(nodes, "g", [half("x")], [half(output) for output in outputs])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 16)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, name + ".onnx")

with np.errstate(over="ignore"):
    x = np.array([60000, 1], np.float16)
    print("numpy float16: middle", x + x, "y", (x + x) - x)
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

var x = new DenseTensor<Float16>(new[] { (Float16)60000f, (Float16)1f }, [2]);
foreach (var model in new[] { "one", "both" })
{
    foreach (var level in new[] { GraphOptimizationLevel.ORT_DISABLE_ALL, GraphOptimizationLevel.ORT_ENABLE_ALL })
    {
        using var options = new SessionOptions { GraphOptimizationLevel = level };
        using var session = new InferenceSession(model + ".onnx", options);
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("x", x)]);
        Console.WriteLine($"{level}: " + string.Join(' ', outputs.Select(output =>
            $"{output.Name} [{string.Join(' ', output.AsEnumerable<Float16>().Select(value => (float)value))}]")));
    }
}
CS
dotnet run --project net -v q | sed 's/∞/Infinity/g' | tee -a seen.txt
cat > expected.txt <<'EXPECTED'
numpy float16: middle [inf  2.] y [inf  1.]
ORT_DISABLE_ALL: y [60000 1]
ORT_ENABLE_ALL: y [60000 1]
ORT_DISABLE_ALL: middle [Infinity 2] y [60000 1]
ORT_ENABLE_ALL: middle [Infinity 2] y [60000 1]
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
