#!/usr/bin/env bash
# One would guess: NaN in a row spreads (as in NumPy and PyTorch) or is skipped, either way the same for every position.
# What happens (ONNX Runtime 1.31.1, the x64 CPU of the NuGet package): ReduceMax answers NaN only if the NaN stands first, the
# ordinary maximum otherwise. ArgMax names the NaN's place only if it stands first, and ArgMin names place 0 in all of
# these rows. TopK puts it first, last or nowhere. MaxPool drops it without a trace, Hardmax makes a row of zeros of it if
# it stands first, QuantizeLinear makes it 0, while Relu keeps it.
# Why it matters: a classifier that ends in ArgMax, or a quantised one, answers a confident class for a diverged row, and a
# monitor that counts NaN in a maximum sees some of them, by the column in which they stand. Check the logits (IsNaN)
# before ArgMax, TopK and pooling.
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
from onnx import TensorProto, helper, numpy_helper

def save(name, nodes, kind=TensorProto.FLOAT, dims=("N", "C"), **constants):
    graph = helper.make_graph(
        nodes, "g", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", "C"])],
        [helper.make_tensor_value_info("y", kind, dims)],
        [numpy_helper.from_array(np.array(value), key) for key, value in constants.items()])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 16)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, name + ".onnx")

node = helper.make_node
long = TensorProto.INT64
save("ReduceMax", [node("ReduceMax", ["x"], ["y"], axes=[1], keepdims=0)], dims=["N"])
save("ArgMax", [node("ArgMax", ["x"], ["y"], axis=1, keepdims=0)], long, ["N"])
save("ArgMin", [node("ArgMin", ["x"], ["y"], axis=1, keepdims=0)], long, ["N"])
save("TopK", [node("TopK", ["x", "k"], ["y", "places"])], dims=["N", 2], k=np.array([2], np.int64))
save("Hardmax", [node("Hardmax", ["x"], ["y"])])
save("Relu", [node("Relu", ["x"], ["y"])])
save("MaxPool", [node("Unsqueeze", ["x", "axis"], ["a"]), node("MaxPool", ["a"], ["b"], kernel_shape=[3]),
                 node("Squeeze", ["b", "axis"], ["y"])], axis=np.array([1], np.int64))
save("QuantizeDequantize", [node("QuantizeLinear", ["x", "scale", "zero"], ["q"]),
                            node("DequantizeLinear", ["q", "scale", "zero"], ["y"])],
     scale=np.float32(0.5), zero=np.uint8(0))
rows = np.array([[np.nan, 1, 2], [1, np.nan, 2], [1, 2, np.nan]], np.float32)
print("numpy max:", *rows.max(axis=1), "argmax:", *rows.argmax(axis=1), "argmin:", *rows.argmin(axis=1))
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

float[][] rows = [[float.NaN, 1, 2], [1, float.NaN, 2], [1, 2, float.NaN]];
foreach (var model in new[] { "ReduceMax", "ArgMax", "ArgMin", "TopK", "MaxPool", "Hardmax", "QuantizeDequantize", "Relu" })
{
    using var session = new InferenceSession(model + ".onnx");
    var answers = rows.Select(row =>
    {
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("x", new DenseTensor<float>(row, [1, 3]))], ["y"]);
        return outputs[0].ElementType == TensorElementType.Int64
            ? string.Join(' ', outputs[0].AsEnumerable<long>())
            : string.Join(' ', outputs[0].AsEnumerable<float>());
    });
    Console.WriteLine($"{model}: " + string.Join(" | ", answers));
}
CS
dotnet run --project net -v q | tee -a seen.txt
cat > expected.txt <<'EXPECTED'
numpy max: nan nan nan argmax: 0 1 2 argmin: 0 1 2
ReduceMax: NaN | 2 | 2
ArgMax: 0 | 2 | 1
ArgMin: 0 | 0 | 0
TopK: NaN 2 | 1 NaN | 2 1
MaxPool: 2 | 2 | 2
Hardmax: 0 0 0 | 0 0 1 | 0 1 0
QuantizeDequantize: 0 1 2 | 1 0 2 | 1 2 0
Relu: NaN 1 2 | 1 NaN 2 | 1 2 NaN
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
