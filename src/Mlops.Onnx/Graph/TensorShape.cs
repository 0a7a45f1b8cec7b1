using Mlops.Onnx.Protobuf;

namespace Mlops.Onnx.Graph;

/// <summary>Multiplies up the dimensions of a stored tensor.</summary>
internal struct TensorShape()
{
    private const int MaxRank = 128;

    private int _rank;
    private bool _hasZero;
    private Int128 _product = 1;

    public readonly bool IsScalar => _rank == 0;

    /// <summary>Number of elements; 0 when any dimension is 0, however large the others.</summary>
    public readonly long Elements => _hasZero ? 0 : (long)_product;

    /// <summary>Adds a <c>repeated int64</c> field, which writers may pack or not.</summary>
    public void Add(ProtoReader reader, ProtoField field)
    {
        if (field.IsVarint)
        {
            Add(field.Int64);
        }
        else if (field.IsDelimited)
        {
            reader.Position = field.Start;
            while (reader.Position < field.End)
            {
                Add(unchecked((long)reader.ReadVarint(field.End)));
            }
        }
    }

    private void Add(long size)
    {
        if (size < 0)
        {
            throw new InvalidModelException("holds a tensor with a negative dimension");
        }

        if (++_rank > MaxRank)
        {
            throw new InvalidModelException($"holds a tensor of more than {MaxRank} dimensions");
        }

        _hasZero |= size == 0;
        _product *= Math.Max(size, 1);
        if (_product > long.MaxValue)
        {
            throw new InvalidModelException("holds a tensor of an impossible size");
        }
    }
}
