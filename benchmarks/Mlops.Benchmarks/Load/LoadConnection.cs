using System.Net.Sockets;
using System.Text;

namespace Mlops.Benchmarks.Load;

/// <summary>One keep-alive HTTP/1.1 connection that costs little, so that the server gets the processor.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;

    public LoadConnection(Uri server)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.Connect(server.Host, server.Port);
    }

    /// <summary>The bytes of a request.</summary>
    public static byte[] Request(Uri server, string method, string path, string? json = null)
    {
        var body = Encoding.UTF8.GetBytes(json ?? "");
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: {server.Authority}\r\n");
        if (json is not null)
        {
            head.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    /// <summary>Sends a request and reads its answer to the end; the body only when it is wanted.</summary>
    public (int Status, string Body) Send(ReadOnlySpan<byte> request, bool wantBody = false)
    {
        while (!request.IsEmpty)
        {
            request = request[_socket.Send(request)..];
        }

        int headEnd;
        while ((headEnd = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
        {
            Fill();
        }

        var head = Encoding.ASCII.GetString(_buffer, _start, headEnd);
        _start += headEnd + 4;
        var status = int.Parse(head.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);
        var body = wantBody ? new MemoryStream() : null;
        if (Header(head, "Content-Length:") is { } length)
        {
            Skip(int.Parse(length, System.Globalization.CultureInfo.InvariantCulture), body);
        }
        else if (Header(head, "Transfer-Encoding:") == "chunked")
        {
            SkipChunks(body);
        }

        return (status, body is null ? "" : Encoding.UTF8.GetString(body.ToArray()));
    }

    public void Dispose() => _socket.Dispose();

    private static string? Header(string head, string name)
    {
        var at = head.IndexOf("\r\n" + name, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var start = at + 2 + name.Length;
        var end = head.IndexOf("\r\n", start, StringComparison.Ordinal);
        return head[start..(end < 0 ? head.Length : end)].Trim();
    }

    private void SkipChunks(Stream? body)
    {
        while (true)
        {
            int lineEnd;
            while ((lineEnd = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
            {
                Fill();
            }

            var size = Convert.ToInt32(Encoding.ASCII.GetString(_buffer, _start, lineEnd), 16);
            _start += lineEnd + 2;
            Skip(size, body);
            Skip(2, null);
            if (size == 0)
            {
                return;
            }
        }
    }

    private void Skip(int count, Stream? body)
    {
        while (count > 0)
        {
            if (_start == _end)
            {
                Fill();
            }

            var take = Math.Min(count, _end - _start);
            body?.Write(_buffer, _start, take);
            _start += take;
            count -= take;
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = _socket.Receive(_buffer.AsSpan(_end));
        _end += read > 0 ? read : throw new IOException("The server closed the connection.");
    }
}
