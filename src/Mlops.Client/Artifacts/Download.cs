using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using Mlops.Client.Http;
using Mlops.Tracking.Errors;

namespace Mlops.Client;

/// <summary>
/// Fetches one file. The bytes gather in <c>{file}.part</c>, beside the version they belong to in <c>{file}.part.etag</c>; a download that
/// broke off goes on there, in this process or the next, as long as the server still has that version (RFC 9110, sections 13.1.5 and 14).
/// </summary>
internal sealed class Download(Transport transport, Uri uri, string localFile, TransferMeter meter)
{
    private const int ChunkBytes = 128 << 10;
    private readonly string _part = localFile + ".part";
    private readonly string _tag = localFile + ".part.etag";
    private readonly TransferMeter.FileMeter _file = meter.StartFile();

    /// <summary>Fetches the file and puts it in place.</summary>
    /// <param name="learnTotal">Told the file's size when it becomes known; null when the caller knows.</param>
    /// <param name="cancellationToken">Ends the download; what came so far stays for the next.</param>
    public async Task RunAsync(Action<long?>? learnTotal, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(localFile))!);
        for (var had = Length; ;)
        {
            try
            {
                await transport.SendAsync(Repeat.Freely, _ => Request(), (response, deadline) => ReceiveAsync(response, deadline, learnTotal), cancellationToken);
                break;
            }
            catch (MlopsException error) when (error.HttpStatus is null && error.IsTransient && Length > had)
            {
                // Every round that brought something earns another one.
                had = Length;
            }
            catch (MlopsException error) when (error.HttpStatus == HttpStatusCode.RequestedRangeNotSatisfiable && Length > 0)
            {
                Forget();
                had = 0;
            }
        }

        File.Move(_part, localFile, overwrite: true);
        File.Delete(_tag);
        _file.End();
    }

    private long Length => new FileInfo(_part) is { Exists: true } part ? part.Length : 0;

    private HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.AcceptEncoding.ParseAdd("identity");
        var have = Length;
        if (have > 0 && ReadTag() is { } tag)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(tag);
        }

        return request;
    }

    private EntityTagHeaderValue? ReadTag() =>
        File.Exists(_tag) && EntityTagHeaderValue.TryParse(File.ReadAllText(_tag), out var tag) && !tag.IsWeak ? tag : null;

    private async Task<bool> ReceiveAsync(HttpResponseMessage response, Deadline deadline, Action<long?>? learnTotal)
    {
        using (response)
        {
            var start = response.StatusCode == HttpStatusCode.PartialContent ? response.Content.Headers.ContentRange?.From : 0;
            await using var part = new FileStream(_part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1, FileOptions.Asynchronous);
            if (start is null || start > part.Length)
            {
                throw new MlopsException(ErrorCode.InternalError, response.StatusCode, $"{uri.AbsolutePath} was answered with another part of the file than the one asked for.");
            }

            part.SetLength(start.Value);
            part.Position = start.Value;
            if (start == 0)
            {
                await KeepTagAsync(response.Headers.ETag, deadline.Token);
            }

            var total = response.Content.Headers.ContentRange?.Length ?? response.Content.Headers.ContentLength;
            learnTotal?.Invoke(total);
            _file.SetDone(start.Value);
            await CopyAsync(response, part, deadline);
            if (total is { } expected && part.Length != expected)
            {
                throw new HttpRequestException(HttpRequestError.ResponseEnded, $"{part.Length} of {expected} bytes came.");
            }

            part.Flush(flushToDisk: true);
            return true;
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, FileStream part, Deadline deadline)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(deadline.Token);
            for (int read; (read = await ReadAsync(body, chunk, deadline.Token)) > 0;)
            {
                await part.WriteAsync(chunk.AsMemory(0, read), deadline.Token);
                _file.Move(read);
                deadline.Extend();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static async ValueTask<int> ReadAsync(Stream body, byte[] chunk, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(chunk, cancellationToken);
        }
        catch (IOException error)
        {
            // Unlike a failure to write the local file, this may pass.
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "the answer broke off.", error);
        }
    }

    private async Task KeepTagAsync(EntityTagHeaderValue? tag, CancellationToken cancellationToken)
    {
        if (tag is { IsWeak: false })
        {
            await File.WriteAllTextAsync(_tag, tag.ToString(), cancellationToken);
        }
        else
        {
            File.Delete(_tag);
        }
    }

    private void Forget()
    {
        File.Delete(_tag);
        File.Delete(_part);
    }
}
