using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Mlops.Benchmarks.Load;

/// <summary>One keep-alive HTTP/1.1 connection that costs little, so that the server gets the processor.</summary>
internal sealed class LoadConnection : IDisposable
{
    private byte[] _buffer = new byte[256 * 1024];
    private long _began;
    private int _length;
    private int _bodyStart;
    private long _missing;
    private bool _chunked;

    public LoadConnection(Uri server)
    {
        Socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Socket.Connect(server.Host, server.Port);
    }

    public Socket Socket { get; }

    /// <summary>Whether an answer is awaited.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>The bytes of a request.</summary>
    public static byte[] Request(Uri server, string method, string path, string? json = null)
    {
        var body = Encoding.UTF8.GetBytes(json ?? "");
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: {server.Authority}\r\n");
        if (json is not null)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n");
        }

        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    /// <summary>Sends a request.</summary>
    public void Begin(ReadOnlySpan<byte> request)
    {
        (_length, _bodyStart, IsBusy) = (0, 0, true);
        _began = Stopwatch.GetTimestamp();
        while (!request.IsEmpty)
        {
            request = request[Socket.Send(request)..];
        }
    }

    /// <summary>Reads what has come of the answer.</summary>
    /// <returns>True when it is whole.</returns>
    public bool TryEnd(out int status, out TimeSpan latency)
    {
        (status, latency) = (0, default);
        if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _length);
        }

        var read = Socket.Receive(_buffer.AsSpan(_length));
        _length += read > 0 ? read : throw new IOException("The server closed the connection.");
        if (_bodyStart == 0 && !TryReadHead())
        {
            return false;
        }

        if (_chunked ? !_buffer.AsSpan(0, _length).EndsWith("\r\n0\r\n\r\n"u8) : _length - _bodyStart < _missing)
        {
            return false;
        }

        status = int.Parse(_buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
        latency = Stopwatch.GetElapsedTime(_began);
        IsBusy = false;
        return true;
    }

    /// <summary>Sends a request, waits for the whole answer and yields its body; not for one that comes in chunks.</summary>
    public (int Status, string Body) Send(ReadOnlySpan<byte> request)
    {
        Begin(request);
        int status;
        while (!TryEnd(out status, out _))
        {
        }

        return (status, Encoding.UTF8.GetString(_buffer.AsSpan(_bodyStart, _length - _bodyStart)));
    }

    public void Dispose() => Socket.Dispose();

    private bool TryReadHead()
    {
        var end = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        _bodyStart = end + 4;
        var head = Encoding.ASCII.GetString(_buffer, 0, end);
        _chunked = head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
        const string Length = "\r\nContent-Length:";
        var at = head.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        _missing = at < 0 ? 0 : long.Parse(head.AsSpan(at + Length.Length).TrimStart() is var rest && rest.IndexOf('\r') is var line and >= 0 ? rest[..line] : rest, CultureInfo.InvariantCulture);
        return true;
    }
}
