using System.Buffers;
using System.IO.Hashing;
using System.IO.Pipelines;
using System.Text;
using Mlops.Catalog.Index;

namespace Mlops.Hosting.Stac;

/// <summary>The body of an answer in pieces: JSON that was made for it, and stored items, which are copied into it.</summary>
/// <param name="root">The public root as it stands inside a JSON text.</param>
internal sealed class StacBody(string root)
{
    private const int FlushAfter = 64 * 1024;
    private readonly List<(ReadOnlyMemory<byte> Bytes, StoredItem? Item)> _pieces = [];
    private readonly byte[] _root = Encoding.UTF8.GetBytes(root);
    private readonly XxHash128 _hash = new();

    /// <summary>How many bytes it has.</summary>
    public long Length { get; private set; }

    /// <summary>Adds JSON.</summary>
    /// <param name="json">The bytes; not copied.</param>
    /// <param name="counts">Whether an answer with other bytes here is another one.</param>
    public void Add(ReadOnlyMemory<byte> json, bool counts = true)
    {
        _pieces.Add((json, null));
        Length += json.Length;
        if (counts)
        {
            _hash.Append(json.Span);
        }
    }

    /// <summary>Adds an item.</summary>
    public void Add(StoredItem item)
    {
        _pieces.Add((default, item));
        Length += item.Length(_root);
        _hash.Append(item.Bytes.Span);
    }

    /// <summary>
    /// A weak entity tag: answers that say the same have the same, and those under another address or in another encoding have others.
    /// </summary>
    public string EntityTag(string encoding)
    {
        _hash.Append(_root);
        return $"W/\"{Convert.ToHexStringLower(_hash.GetCurrentHash())}{(encoding.Length == 0 ? "" : "-")}{encoding}\"";
    }

    public async Task WriteAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        foreach (var (bytes, item) in _pieces)
        {
            if (item is null)
            {
                output.Write(bytes.Span);
            }
            else
            {
                item.WriteTo(output, _root);
            }

            if (output.UnflushedBytes >= FlushAfter)
            {
                await output.FlushAsync(cancellationToken);
            }
        }

        await output.FlushAsync(cancellationToken);
    }
}
