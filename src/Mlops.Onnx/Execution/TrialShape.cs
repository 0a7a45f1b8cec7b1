using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Execution;

/// <summary>Chooses sizes for the open dimensions of a model's inputs.</summary>
internal static class TrialShape
{
    /// <summary>Sizes tried in turn: one satisfies most graphs; convolutions and poolings want an image, encoders a length.</summary>
    private static readonly long[] s_sizes = [1, 224, 64, 512];

    /// <summary>Whole assignments to try, one array of sizes per input; only one when nothing is open.</summary>
    public static IEnumerable<long[][]> Candidates(IReadOnlyList<OnnxTensor> inputs)
    {
        var open = inputs.Any(input => input.Shape!.Any(dimension => dimension.Size is null));
        return s_sizes.Take(open ? s_sizes.Length : 1).Select(size => Assign(inputs, size));
    }

    private static long[][] Assign(IReadOnlyList<OnnxTensor> inputs, long size)
    {
        // A name stands for the same size wherever it occurs.
        var named = new Dictionary<string, long>(StringComparer.Ordinal);
        return [.. inputs.Select(input => input.Shape!.Select(Choose).ToArray())];

        long Choose(OnnxDimension dimension, int index)
        {
            if (dimension.Size is { } known)
            {
                return known;
            }

            // The outermost open dimension is nearly always the batch.
            var chosen = index == 0 ? 1 : size;
            if (dimension.Name is not null && !named.TryAdd(dimension.Name, chosen))
            {
                return named[dimension.Name];
            }

            return chosen;
        }
    }
}
