using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Mlops.Hosting.Access.Users;

/// <summary>
/// scrypt (RFC 7914), which .NET lacks. It is here only to check the passwords of users who come from MLflow, once each, which is too
/// little to carry a library of ciphers for.
/// </summary>
internal static class Scrypt
{
    private const int WordsPerBlock = 16;

    /// <summary>Derives a key.</summary>
    /// <param name="password">The password.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="cost">N: a power of two greater than one. The memory is 128 · N · r bytes.</param>
    /// <param name="blockSize">r.</param>
    /// <param name="parallelism">p.</param>
    /// <param name="length">How many bytes are wanted.</param>
    public static byte[] Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int cost, int blockSize, int parallelism, int length)
    {
        var words = 2 * WordsPerBlock * blockSize;
        var bytes = Rfc2898DeriveBytes.Pbkdf2(password, salt, 1, HashAlgorithmName.SHA256, parallelism * words * sizeof(uint));
        var block = new uint[words];
        var rows = new uint[(long)cost * words];
        for (var lane = 0; lane < parallelism; lane++)
        {
            var part = bytes.AsSpan(lane * words * sizeof(uint), words * sizeof(uint));
            for (var i = 0; i < words; i++)
            {
                block[i] = BinaryPrimitives.ReadUInt32LittleEndian(part[(i * sizeof(uint))..]);
            }

            Mix(block, rows, cost);
            for (var i = 0; i < words; i++)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(part[(i * sizeof(uint))..], block[i]);
            }
        }

        return Rfc2898DeriveBytes.Pbkdf2(password, bytes, 1, HashAlgorithmName.SHA256, length);
    }

    /// <summary>scryptROMix (section 5).</summary>
    private static void Mix(uint[] block, uint[] rows, int cost)
    {
        var words = block.Length;
        var other = new uint[words];
        for (var i = 0; i < cost; i++)
        {
            block.CopyTo(rows.AsSpan(i * words));
            MixBlock(block, other);
        }

        for (var i = 0; i < cost; i++)
        {
            var row = (int)(block[words - WordsPerBlock] & (uint)(cost - 1));
            var chosen = rows.AsSpan(row * words, words);
            for (var word = 0; word < words; word++)
            {
                block[word] ^= chosen[word];
            }

            MixBlock(block, other);
        }
    }

    /// <summary>scryptBlockMix (section 4): even results come first, odd ones behind.</summary>
    private static void MixBlock(uint[] block, uint[] result)
    {
        Span<uint> last = stackalloc uint[WordsPerBlock];
        block.AsSpan(block.Length - WordsPerBlock).CopyTo(last);
        var count = block.Length / WordsPerBlock;
        for (var i = 0; i < count; i++)
        {
            var part = block.AsSpan(i * WordsPerBlock, WordsPerBlock);
            for (var word = 0; word < WordsPerBlock; word++)
            {
                last[word] ^= part[word];
            }

            Salsa(last);
            last.CopyTo(result.AsSpan(((i / 2) + (i % 2 * count / 2)) * WordsPerBlock));
        }

        result.CopyTo(block, 0);
    }

    /// <summary>Salsa20/8 (section 3).</summary>
    private static void Salsa(Span<uint> words)
    {
        Span<uint> x = stackalloc uint[WordsPerBlock];
        words.CopyTo(x);
        for (var round = 0; round < 4; round++)
        {
            Quarter(x, 0, 4, 8, 12);
            Quarter(x, 5, 9, 13, 1);
            Quarter(x, 10, 14, 2, 6);
            Quarter(x, 15, 3, 7, 11);
            Quarter(x, 0, 1, 2, 3);
            Quarter(x, 5, 6, 7, 4);
            Quarter(x, 10, 11, 8, 9);
            Quarter(x, 15, 12, 13, 14);
        }

        for (var i = 0; i < WordsPerBlock; i++)
        {
            words[i] = unchecked(words[i] + x[i]);
        }
    }

    private static void Quarter(Span<uint> x, int a, int b, int c, int d)
    {
        x[b] ^= BitOperations.RotateLeft(unchecked(x[a] + x[d]), 7);
        x[c] ^= BitOperations.RotateLeft(unchecked(x[b] + x[a]), 9);
        x[d] ^= BitOperations.RotateLeft(unchecked(x[c] + x[b]), 13);
        x[a] ^= BitOperations.RotateLeft(unchecked(x[d] + x[c]), 18);
    }
}
