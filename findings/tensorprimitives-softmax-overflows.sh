#!/usr/bin/env bash
# One would guess: .NET's own TensorPrimitives.SoftMax answers what the Softmax of the ONNX model would have answered.
# What happens (System.Numerics.Tensors 10.0.10 against ONNX Runtime 1.31.1): it takes exp() of the scores as they are. From a
# score of 89 on the answer is 0 and NaN, below -104 all NaN, where ONNX Runtime subtracts the maximum first and answers
# 0.09, 0.24, 0.67 each time. CosineSimilarity of a vector with itself is NaN when its squares leave the range of float
# (1e20 and 1e-30), and Sum over ten million times 0.1f is off by more than 0.1 percent, LINQ's Sum by nothing.
# Why it matters: it is the obvious function to turn a model's logits into probabilities in .NET, and logits above 88 are
# usual for language models and over-confident classifiers. The failure depends on the input, so that tests pass. Take the
# maximum off before SoftMax.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

[[ $(dpkg-query -W -f '${db:Status-Status}' python3-onnx 2>/dev/null) == installed ]] || {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-onnx >/dev/null
}
dpkg-query -W python3-onnx
/usr/bin/python3 - <<'PY'
import onnx
from onnx import TensorProto, helper

scores, probabilities = (helper.make_tensor_value_info(name, TensorProto.FLOAT, ["N", "C"]) for name in ("x", "y"))
graph = helper.make_graph([helper.make_node("Softmax", ["x"], ["y"])], "g", [scores], [probabilities])
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 16)], ir_version=8), "softmax.onnx")
PY

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
    <PackageReference Include="System.Numerics.Tensors" Version="[10.0.10]" />
    <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="[1.31.1]" />
  </ItemGroup>
</Project>
CSPROJ
cat > net/Program.cs <<'CS'
using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

using var session = new InferenceSession("softmax.onnx");
foreach (float[] scores in new float[][] { [1, 2, 3], [88, 89, 90], [-106, -105, -104] })
{
    var own = new float[3];
    TensorPrimitives.SoftMax(scores, own);
    using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("x", new DenseTensor<float>(scores, [1, 3]))]);
    string Text(IEnumerable<float> values) => string.Join(' ', values.Select(value => value.ToString("f2")));
    Console.WriteLine($"{string.Join(' ', scores)}: TensorPrimitives {Text(own)}, ONNX Runtime {Text(outputs[0].AsEnumerable<float>())}");
}

foreach (var size in new[] { 1f, 1e20f, 1e-30f })
{
    Console.WriteLine($"cosine of {size} with itself: {TensorPrimitives.CosineSimilarity<float>([size, 0], [size, 0])}");
}

var tenths = Enumerable.Repeat(0.1f, 10_000_000).ToArray();
double Error(double sum) => Math.Abs(sum - 1_000_000) / 1_000_000;
Console.WriteLine($"error above 0.1 percent: TensorPrimitives.Sum {Error(TensorPrimitives.Sum<float>(tenths)) > 0.001}, " +
    $"LINQ {Error(tenths.Sum()) > 0.001}");
CS
dotnet run --project net -v q | tee seen.txt
cat > expected.txt <<'EXPECTED'
1 2 3: TensorPrimitives 0.09 0.24 0.67, ONNX Runtime 0.09 0.24 0.67
88 89 90: TensorPrimitives 0.00 NaN NaN, ONNX Runtime 0.09 0.24 0.67
-106 -105 -104: TensorPrimitives NaN NaN NaN, ONNX Runtime 0.09 0.24 0.67
cosine of 1 with itself: 1
cosine of 1E+20 with itself: NaN
cosine of 1E-30 with itself: NaN
error above 0.1 percent: TensorPrimitives.Sum True, LINQ False
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
