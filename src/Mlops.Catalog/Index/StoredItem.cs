using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mlops.Stac;

namespace Mlops.Catalog.Index;

/// <summary>
/// An item as an index keeps it: its JSON in UTF-8, written once, in which a byte that UTF-8 does not have stands for the public root
/// (see <see cref="PublicRoot"/>). Answering it is copying it; nothing is parsed.
/// </summary>
public sealed class StoredItem
{
    /// <summary>Begins what this type writes; what was stored before it begins with the brace of a JSON object.</summary>
    private const byte Version = 1;

    /// <summary>Stands for the public root.</summary>
    private const byte Root = 0xFF;

    private static readonly StacJsonContext Json = new(new JsonSerializerOptions(StacJsonContext.Default.Options)
    {
        // Only for documents that no browser takes for HTML; '+' and '&' stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private readonly ReadOnlyMemory<byte> _bytes;

    private StoredItem(ReadOnlyMemory<byte> bytes) => _bytes = bytes;

    /// <summary>What an index stores, to be read by <see cref="Read"/>; not JSON.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes;

    private ReadOnlySpan<byte> Content => _bytes.Span[1..];

    /// <summary>Makes an item ready to be stored.</summary>
    /// <param name="item">The item; its hrefs follow <see cref="PublicRoot"/>.</param>
    public static StoredItem Of(StacItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var json = JsonSerializer.SerializeToUtf8Bytes(PublicRoot.Mark(item), Json.StacItem);
        var bytes = new ArrayBufferWriter<byte>(json.Length + 1);
        bytes.Write([Version]);
        WithRootBytes(json, bytes);
        return new(bytes.WrittenMemory);
    }

    /// <summary>An item that an index stored.</summary>
    /// <param name="bytes">What <see cref="Bytes"/> was, or an item's JSON as indexes kept it before version 0.9; not copied.</param>
    /// <exception cref="FormatException">It is neither.</exception>
    public static StoredItem Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > 0 && bytes.Span[0] == Version)
        {
            return new(bytes);
        }

        try
        {
            return Of(JsonSerializer.Deserialize(bytes.Span, Json.StacItem) ?? throw new FormatException("is not an item"));
        }
        catch (JsonException error)
        {
            throw new FormatException("is not an item", error);
        }
    }

    /// <summary>How many bytes <see cref="WriteTo"/> writes.</summary>
    /// <param name="root">The public root, without a trailing slash, as it stands inside a JSON text.</param>
    public long Length(ReadOnlySpan<byte> root)
    {
        var content = Content;
        return content.Length + ((root.Length - 1L) * content.Count(Root));
    }

    /// <summary>Writes the item's JSON as a caller sees it.</summary>
    /// <param name="output">Takes the JSON.</param>
    /// <param name="root">The public root, without a trailing slash, as it stands inside a JSON text.</param>
    public void WriteTo(IBufferWriter<byte> output, ReadOnlySpan<byte> root)
    {
        ArgumentNullException.ThrowIfNull(output);

        // One piece: a server's writer takes a lock for each.
        var length = checked((int)Length(root));
        var target = output.GetSpan(length);
        var rest = Content;
        for (int at; (at = rest.IndexOf(Root)) >= 0; rest = rest[(at + 1)..])
        {
            rest[..at].CopyTo(target);
            root.CopyTo(target[at..]);
            target = target[(at + root.Length)..];
        }

        rest.CopyTo(target);
        output.Advance(length);
    }

    /// <summary>The item as it was stored, its hrefs following <see cref="PublicRoot"/>.</summary>
    public StacItem ToItem()
    {
        var json = new ArrayBufferWriter<byte>(_bytes.Length + 256);
        WriteTo(json, Encoding.UTF8.GetBytes(PublicRoot.Marker.ToString()));
        return PublicRoot.Unmark(JsonSerializer.Deserialize(json.WrittenSpan, Json.StacItem)!);
    }

    /// <summary>
    /// Replaces each marker of a JSON text, which is escaped there (<c>\uE000</c>), by the byte that stands for the root.
    /// </summary>
    private static void WithRootBytes(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> output)
    {
        var marker = "uE000"u8;
        for (int at; (at = json.IndexOf((byte)'\\')) >= 0;)
        {
            output.Write(json[..at]);
            var rest = json[(at + 1)..];
            if (rest.StartsWith(marker))
            {
                output.Write([Root]);
                json = rest[marker.Length..];
            }
            else
            {
                // Whatever the escape is, the character after the backslash begins no other.
                output.Write(json.Slice(at, 2));
                json = rest[1..];
            }
        }

        output.Write(json);
    }
}
