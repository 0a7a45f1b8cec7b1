using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using Mlops.Stac.Search;

namespace Mlops.Storage.Catalog;

/// <summary>
/// A paging token: which way to go from which row of which search. It is not secret and not signed: its keys are only ever compared
/// with, so a forged one shows nothing that the search would not.
/// </summary>
/// <param name="Backward">Whether the page lies before the row.</param>
/// <param name="Keys">The row's keys, in the columns of the search's order.</param>
internal sealed record ItemCursor(bool Backward, IReadOnlyList<object?> Keys)
{
    private const byte Version = 1;
    private const byte Null = 0;
    private const byte Integer = 1;
    private const byte Text = 2;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes the token, base64url.</summary>
    /// <param name="fingerprint">Eight bytes that tell this search from others.</param>
    public string Encode(ReadOnlySpan<byte> fingerprint)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        bytes.Write([Version, Backward ? (byte)1 : (byte)0]);
        bytes.Write(fingerprint);
        foreach (var key in Keys)
        {
            switch (key)
            {
                case null:
                    bytes.Write([Null]);
                    break;
                case long number:
                    bytes.Write([Integer]);
                    BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(8), number);
                    bytes.Advance(8);
                    break;
                default:
                    var text = Encoding.UTF8.GetBytes((string)key);
                    bytes.Write([Text, (byte)(text.Length >> 8), (byte)text.Length]);
                    bytes.Write(text);
                    break;
            }
        }

        return Base64Url.EncodeToString(bytes.WrittenSpan);
    }

    /// <summary>Reads a token.</summary>
    /// <exception cref="InvalidSearchException">It is none, or belongs to another search.</exception>
    public static ItemCursor Decode(string token, ReadOnlySpan<byte> fingerprint, IReadOnlyList<SortColumn> columns)
    {
        if (!Base64Url.IsValid(token))
        {
            throw Unknown();
        }

        ReadOnlySpan<byte> rest = Base64Url.DecodeFromChars(token);
        if (rest.Length < 2 + fingerprint.Length || rest[0] != Version || rest[1] > 1)
        {
            throw Unknown();
        }

        var backward = rest[1] == 1;
        if (!rest.Slice(2, fingerprint.Length).SequenceEqual(fingerprint))
        {
            throw new InvalidSearchException("token", "belongs to a search with other parameters");
        }

        rest = rest[(2 + fingerprint.Length)..];
        var keys = new object?[columns.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = Take(ref rest, columns[i]);
        }

        return rest.IsEmpty ? new(backward, keys) : throw Unknown();
    }

    private static object? Take(ref ReadOnlySpan<byte> rest, SortColumn column)
    {
        var kind = rest.IsEmpty ? throw Unknown() : rest[0];
        rest = rest[1..];
        switch (kind)
        {
            case Null when column.IsNullable:
                return null;
            case Integer when !column.IsText && rest.Length >= 8:
                var number = BinaryPrimitives.ReadInt64BigEndian(rest);
                rest = rest[8..];
                return number;
            case Text when column.IsText && rest.Length >= 2 && rest.Length - 2 >= BinaryPrimitives.ReadUInt16BigEndian(rest):
                var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
                var text = rest.Slice(2, length);
                rest = rest[(2 + length)..];
                try
                {
                    return Utf8.GetString(text);
                }
                catch (DecoderFallbackException)
                {
                    throw Unknown();
                }

            default:
                throw Unknown();
        }
    }

    private static InvalidSearchException Unknown() => new("token", "is not one that this catalog issued");
}
