using System.Buffers;
using System.Text.Json;
using Mlops.Tracking.Metrics;

namespace Mlops.Hosting.Mlflow.Metrics;

/// <summary>Streams metric points as they are formatted, so that a long history is never held as text.</summary>
internal static class MetricPointWriter
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Answers with a part of one history.</summary>
    /// <param name="call">The call.</param>
    /// <param name="points">The history.</param>
    /// <param name="start">The index of the first point to send.</param>
    /// <param name="end">The index after the last one.</param>
    /// <param name="key">The metric's name.</param>
    /// <param name="nextPageToken">Where the next page starts, if there is one.</param>
    public static Task SendHistoryAsync(MlflowCall call, IReadOnlyList<MetricPoint> points, int start, int end, string key, string? nextPageToken) =>
        SendAsync(call, [(new MetricPointFormat(key, null), new Points(points, start, end))], nextPageToken);

    /// <summary>Answers with points of several runs, which each name their run.</summary>
    /// <param name="call">The call.</param>
    /// <param name="runs">The runs and their points.</param>
    /// <param name="key">The metric's name.</param>
    public static Task SendRunsAsync(MlflowCall call, IEnumerable<(string RunId, IReadOnlyList<MetricPoint> Points)> runs, string key) =>
        SendAsync(call, runs.Select(run => (new MetricPointFormat(key, run.RunId), new Points(run.Points, 0, run.Points.Count))), null);

    private static async Task SendAsync(MlflowCall call, IEnumerable<(MetricPointFormat Format, Points Points)> series, string? nextPageToken)
    {
        var response = call.Context.Response;
        response.ContentType = "application/json";
        byte[]? buffer = null;
        try
        {
            var (length, any) = (0, false);
            foreach (var (format, points) in series)
            {
                if (buffer is null || buffer.Length < BufferBytes + format.MaxBytes)
                {
                    buffer = Grow(buffer, length, BufferBytes + format.MaxBytes);
                }

                while (!points.IsEmpty)
                {
                    length += Fill(buffer.AsSpan(length), format, points, ref any);
                    if (length >= BufferBytes)
                    {
                        await response.BodyWriter.WriteAsync(buffer.AsMemory(0, length), call.Aborted);
                        length = 0;
                    }
                }
            }

            buffer ??= ArrayPool<byte>.Shared.Rent(BufferBytes);
            await response.BodyWriter.WriteAsync(buffer.AsMemory(0, length), call.Aborted);
            WriteEnd(response.BodyWriter, any, nextPageToken);
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static byte[] Grow(byte[]? buffer, int length, int bytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes);
        if (buffer is not null)
        {
            buffer.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return larger;
    }

    // Formats points until the block of them or the room for another one ends.
    private static int Fill(Span<byte> to, MetricPointFormat format, Points points, ref bool any)
    {
        var (at, count) = (0, 0);
        var block = points.Block();
        while (count < block.Length && to.Length - at >= format.MaxBytes + 1)
        {
            at += Separate(to[at..], ref any);
            at += format.Write(to[at..], block[count++]);
        }

        points.Skip(count);
        return at;
    }

    private static int Separate(Span<byte> to, ref bool any)
    {
        var text = any ? ","u8 : "{\"metrics\":["u8;
        text.CopyTo(to);
        any = true;
        return text.Length;
    }

    private static void WriteEnd(IBufferWriter<byte> to, bool any, string? nextPageToken)
    {
        to.Write(any ? "]"u8 : "{"u8);
        if (nextPageToken is not null)
        {
            to.Write(any ? ",\"next_page_token\":\""u8 : "\"next_page_token\":\""u8);
            to.Write(JsonEncodedText.Encode(nextPageToken).EncodedUtf8Bytes);
            to.Write("\""u8);
        }

        to.Write("}"u8);
    }

    /// <summary>The points of a history that are still to be sent.</summary>
    private sealed class Points(IReadOnlyList<MetricPoint> history, int start, int end)
    {
        private readonly MetricPoint[]? _one = history is IMetricPointBlocks ? null : new MetricPoint[1];
        private int _at = start;

        public bool IsEmpty => _at >= end;

        public ReadOnlySpan<MetricPoint> Block()
        {
            if (_one is null)
            {
                var block = ((IMetricPointBlocks)history).BlockFrom(_at);
                return block[..Math.Min(block.Length, end - _at)];
            }

            _one[0] = history[_at];
            return _one;
        }

        public void Skip(int count) => _at += count;
    }
}
