using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Mlops.Hosting.Mlflow;

/// <summary>A reused buffer for answers, so that they carry a length and cost no garbage.</summary>
internal sealed class JsonBuffer
{
    private const int MaxKept = 64;
    private const int MaxKeptBytes = 1 << 20;
    private static readonly ConcurrentBag<JsonBuffer> Kept = [];
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    private JsonBuffer() => Writer = new Utf8JsonWriter(_bytes, new JsonWriterOptions { SkipValidation = true });

    public Utf8JsonWriter Writer { get; }

    public static JsonBuffer Rent() => Kept.TryTake(out var buffer) ? buffer : new JsonBuffer();

    public async Task SendAsync(HttpResponse response)
    {
        await Writer.FlushAsync(response.HttpContext.RequestAborted);
        response.ContentType = "application/json";
        response.ContentLength = _bytes.WrittenCount;
        await response.BodyWriter.WriteAsync(_bytes.WrittenMemory, response.HttpContext.RequestAborted);
        if (_bytes.Capacity <= MaxKeptBytes && Kept.Count < MaxKept)
        {
            _bytes.ResetWrittenCount();
            Writer.Reset();
            Kept.Add(this);
        }
    }
}
