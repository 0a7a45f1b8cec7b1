namespace Mlops.Storage.Relational;

/// <summary>
/// Cuts long lists into statements of several rows. Lengths are powers of two, so that lists of every length share a few
/// prepared statements.
/// </summary>
internal static class RowChunks
{
    private const int Longest = 128;

    public static IEnumerable<ReadOnlyMemory<T>> Of<T>(T[] rows)
    {
        var length = Longest;
        for (var start = 0; start < rows.Length; start += length)
        {
            while (length > rows.Length - start)
            {
                length /= 2;
            }

            yield return rows.AsMemory(start, length);
        }
    }
}
