#!/usr/bin/env bash
# One would guess: ML.NET's NormalizeMeanVariance gives mean 0 and variance 1, and NormalizeMinMax the range 0..1, as
# StandardScaler and MinMaxScaler of scikit-learn do.
# What happens (Microsoft.ML 6.0.0, scikit-learn of Debian 12) for 10, 20, 30: by default zero stays zero. MeanVariance only
# divides, by the root of the mean square: 0.46, 0.93, 1.39, which has mean 0.93 and variance 0.14. MinMax divides by
# the largest absolute value: 0.33, 0.67, 1. fixZero: false gives scikit-learn's numbers.
# Why it matters: a model that is trained in Python and served behind an ML.NET pipeline of the "same" normalization, or the
# other way, sees inputs of another scale. For columns far from zero (years, pressures, brightness temperatures) nearly
# nothing of the variation is left: 1000, 1010, 1020 become 0.98, 0.99, 1.
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
foreach (var values in new float[][] { [10, 20, 30], [1000, 1010, 1020] })
{
    var data = ml.Data.LoadFromEnumerable(values.Select(value => new Row { X = value }));
    foreach (var (name, estimator) in new (string, IEstimator<ITransformer>)[]
    {
        ("MeanVariance", ml.Transforms.NormalizeMeanVariance("X")),
        ("MeanVariance, fixZero: false", ml.Transforms.NormalizeMeanVariance("X", fixZero: false)),
        ("MinMax", ml.Transforms.NormalizeMinMax("X")),
        ("MinMax, fixZero: false", ml.Transforms.NormalizeMinMax("X", fixZero: false)),
    })
    {
        var normalized = estimator.Fit(data).Transform(data).GetColumn<float>("X").Select(value => value.ToString("f2"));
        Console.WriteLine($"{string.Join(' ', values)} ML.NET {name}: " + string.Join(' ', normalized));
    }
}

class Row
{
    public float X { get; set; }
}
CS
dotnet run -v q | tee seen.txt
/usr/bin/python3 - <<'PY' | tee -a seen.txt
from sklearn.preprocessing import MinMaxScaler, StandardScaler
for values in ([10, 20, 30], [1000, 1010, 1020]):
    for scaler in (StandardScaler(), MinMaxScaler()):
        scaled = scaler.fit_transform([[value] for value in values]).ravel()
        print(*values, f"scikit-learn {type(scaler).__name__}:", *(f"{value:.2f}" for value in scaled))
PY
cat > expected.txt <<'EXPECTED'
10 20 30 ML.NET MeanVariance: 0.46 0.93 1.39
10 20 30 ML.NET MeanVariance, fixZero: false: -1.22 0.00 1.22
10 20 30 ML.NET MinMax: 0.33 0.67 1.00
10 20 30 ML.NET MinMax, fixZero: false: 0.00 0.50 1.00
1000 1010 1020 ML.NET MeanVariance: 0.99 1.00 1.01
1000 1010 1020 ML.NET MeanVariance, fixZero: false: -1.22 0.00 1.22
1000 1010 1020 ML.NET MinMax: 0.98 0.99 1.00
1000 1010 1020 ML.NET MinMax, fixZero: false: 0.00 0.50 1.00
10 20 30 scikit-learn StandardScaler: -1.22 0.00 1.22
10 20 30 scikit-learn MinMaxScaler: 0.00 0.50 1.00
1000 1010 1020 scikit-learn StandardScaler: -1.22 0.00 1.22
1000 1010 1020 scikit-learn MinMaxScaler: 0.00 0.50 1.00
EXPECTED
diff expected.txt seen.txt || { echo 'behaviour changed' >&2; exit 1; }
