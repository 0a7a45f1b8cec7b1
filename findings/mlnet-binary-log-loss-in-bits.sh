#!/usr/bin/env bash
# One would guess: "log loss" is the mean of -ln p of the true class, in ML.NET as in scikit-learn, and for two classes the
# same by either of ML.NET's evaluators.
# What happens (Microsoft.ML 6.0.0, scikit-learn of Debian 12): BinaryClassification.Evaluate gives LogLoss in bits (base
# 2), MulticlassClassification.Evaluate in nats (base e). The same predictions of the same two classes have a LogLoss of
# 0.8435 by the one and of 0.5846 by the other and by scikit-learn.
# Why it matters: logged as "log_loss" on one leaderboard, every binary ML.NET run looks 44 % worse than its Python twin,
# early stopping by a fixed bound stops at another place, and a switch from the binary to the multiclass trainer looks
# like a large gain. Multiply by ln 2 when logging.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

[[ $(dpkg-query -W -f '${db:Status-Status}' python3-sklearn 2>/dev/null) == installed ]] || {
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-sklearn >/dev/null
}
dpkg-query -W python3-sklearn

cat > net.csproj <<'CSPROJ'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.ML" Version="[6.0.0]" />
  </ItemGroup>
</Project>
CSPROJ
cat > Program.cs <<'CS'
using Microsoft.ML;
using Microsoft.ML.Data;

var ml = new MLContext(seed: 1);
(bool Label, float Probability)[] predictions = [(true, .8f), (false, .3f), (true, .4f), (false, .6f), (true, .6f)];

var binary = ml.BinaryClassification.Evaluate(ml.Data.LoadFromEnumerable(predictions.Select(p => new Binary
{
    Label = p.Label,
    Probability = p.Probability,
    Score = MathF.Log(p.Probability / (1 - p.Probability)),
    PredictedLabel = p.Probability > .5f,
})));
Console.WriteLine($"ML.NET binary {binary.LogLoss:f4}");
Console.WriteLine($"ML.NET binary times ln 2 {binary.LogLoss * Math.Log(2):f4}");

// The keys are made in the order false, true: the scores stand in that order.
var rows = ml.Data.LoadFromEnumerable(predictions.OrderBy(p => p.Label).Select(p => new Multiclass
{
    Truth = p.Label ? "true" : "false",
    Predicted = p.Probability > .5f ? "true" : "false",
    Score = [1 - p.Probability, p.Probability],
}));
var keys = ml.Transforms.Conversion.MapValueToKey([
    new InputOutputColumnPair("Label", nameof(Multiclass.Truth)),
    new InputOutputColumnPair("PredictedLabel", nameof(Multiclass.Predicted))],
    keyOrdinality: Microsoft.ML.Transforms.ValueToKeyMappingEstimator.KeyOrdinality.ByValue);
var multiclass = ml.MulticlassClassification.Evaluate(keys.Fit(rows).Transform(rows));
Console.WriteLine($"ML.NET multiclass {multiclass.LogLoss:f4}");

class Binary
{
    public bool Label { get; set; }
    public float Probability { get; set; }
    public float Score { get; set; }
    public bool PredictedLabel { get; set; }
}

class Multiclass
{
    public string Truth { get; set; }
    public string Predicted { get; set; }
    [VectorType(2)]
    public float[] Score { get; set; }
}
CS
dotnet run -v q | tee seen.txt
/usr/bin/python3 - <<'PY' | tee -a seen.txt
from sklearn.metrics import log_loss
print(f"scikit-learn {log_loss([1, 0, 1, 0, 1], [.8, .3, .4, .6, .6]):.4f}")
PY
cat > expected.txt <<'EXPECTED'
ML.NET binary 0.8435
ML.NET binary times ln 2 0.5846
ML.NET multiclass 0.5846
scikit-learn 0.5846
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
