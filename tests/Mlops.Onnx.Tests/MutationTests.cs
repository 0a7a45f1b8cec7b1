using CsCheck;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Tests;

/// <summary>Whatever the bytes, an inspection answers and never throws.</summary>
public sealed class MutationTests : IDisposable
{
    private static readonly byte[][] s_seeds =
    [
        Tiny.Valid(),
        Tiny.Model(Tiny.AddGraph(Tiny.External("w", [1], ("location", "weights.bin"), ("offset", "0"), ("length", "4")))).ToBytes(),
        Tiny.Model(Tiny.Graph(
            [
                Tiny.Node(
                    "If",
                    ["c"],
                    ["y"],
                    Tiny.GraphAttribute("then_branch", Tiny.Graph([Tiny.Node("Identity", ["w"], ["a"])], [Tiny.Weight()], [], [Tiny.Value("a", Tiny.Float, 1)])),
                    Tiny.GraphAttribute("else_branch", Tiny.Graph([Tiny.Node("Identity", ["w"], ["b"])], [Tiny.Weight()], [], [Tiny.Value("b", Tiny.Float, 1)]))),
            ],
            [],
            [Tiny.Value("c", 9)],
            [Tiny.Value("y", Tiny.Float, 1)])).ToBytes(),
    ];

    /// <summary>Overwritten bytes, a removed part and a doubled part, at random places.</summary>
    private static readonly Gen<byte[]> s_mutated =
        from seed in Gen.Int[0, s_seeds.Length - 1].Select(i => s_seeds[i])
        from writes in Gen.Select(Gen.Int[0, seed.Length - 1], Gen.Byte).Array[0, 6]
        from cut in Gen.Select(Gen.Int[0, seed.Length], Gen.Int[0, 12], Gen.Bool)
        from copy in Gen.Select(Gen.Int[0, seed.Length], Gen.Int[0, 40], Gen.Bool)
        select Mutate(seed, writes, cut, copy);

    private readonly ModelDirectory _directory = new()
    {
        Configure = options =>
        {
            options.MaxTensorBytes = 16 << 20;
            options.MaxRuntimeBytes = 64 << 20;
        },
    };

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_mutated_model_is_judged_and_nothing_is_thrown()
    {
        _directory.Write("weights.bin", new byte[4]);
        await s_mutated.SampleAsync(AnsweredAsync, threads: 1);
    }

    [Fact]
    public async Task Random_bytes_are_invalid() => await Gen.Byte.Array[0, 300].SampleAsync(
        async bytes => (await _directory.InspectAsync(bytes)).Outcome == ModelInspectionOutcome.Invalid,
        threads: 1);

    private async Task<bool> AnsweredAsync(byte[] model)
    {
        var inspection = await _directory.InspectAsync(model);
        return inspection.Outcome switch
        {
            ModelInspectionOutcome.Valid => inspection.Tags[OnnxModelTags.Valid] == "true",
            ModelInspectionOutcome.Invalid => inspection.Tags[OnnxModelTags.Valid] == "false",
            _ => false,
        };
    }

    private static byte[] Mutate(byte[] seed, (int At, byte Value)[] writes, (int At, int Length, bool Apply) cut, (int At, int Length, bool Apply) copy)
    {
        var bytes = seed.ToList();
        foreach (var (at, value) in writes)
        {
            bytes[at] = value;
        }

        if (copy.Apply)
        {
            var part = bytes.Skip(copy.At).Take(copy.Length).ToArray();
            bytes.InsertRange(copy.At, part);
        }

        if (cut.Apply)
        {
            bytes.RemoveRange(cut.At, Math.Min(cut.Length, bytes.Count - cut.At));
        }

        return [.. bytes];
    }
}
