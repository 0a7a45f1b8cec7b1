using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Mlops.Hosting.Tests.Artifacts;

/// <summary>The answer to a request that was written byte by byte.</summary>
public sealed record RawAnswer(int Status, string Head, string Body)
{
    public string? ErrorCode => Field("error_code");

    public string? Message => Field("message");

    public static async Task<RawAnswer> OfAsync(
        Uri server, string method, string target, string body, string headers, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, cancellationToken);
        var stream = client.GetStream();
        var host = headers.Contains("Host: ", StringComparison.Ordinal) && !headers.Contains("-Host: ", StringComparison.Ordinal) ? "" : $"Host: {server.Authority}\r\n";
        var head = $"{method} {target} HTTP/1.1\r\n{host}Connection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head + body), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(cancellationToken);
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end > 0, $"No answer to {method} {target}");
        return new RawAnswer(int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture), answer[..end], answer[(end + 4)..]);
    }

    private string? Field(string name)
    {
        // The body may be in chunks: the object is what stands between the braces.
        var from = Body.IndexOf('{', StringComparison.Ordinal);
        var to = Body.LastIndexOf('}');
        return from < 0 ? null : JsonDocument.Parse(Body[from..(to + 1)]).RootElement.GetProperty(name).GetString();
    }
}
