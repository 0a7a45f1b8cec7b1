using Mlops.Client.Http;

namespace Mlops.Client;

/// <summary>Sends one file to the artifact proxy.</summary>
internal static class Upload
{
    private const int FileBufferBytes = 1;

    /// <summary>Sends a local file; it is opened anew for every attempt.</summary>
    public static Task FileAsync(Transport transport, string localFile, ArtifactPlace place, TransferMeter meter, CancellationToken cancellationToken) =>
        PutAsync(transport, place, () => (Open(localFile), false), Repeat.Freely, meter, cancellationToken);

    /// <summary>Sends a stream from its present position; it can be sent again when it can seek.</summary>
    public static Task StreamAsync(Transport transport, Stream content, ArtifactPlace place, TransferMeter meter, CancellationToken cancellationToken)
    {
        if (!content.CanSeek)
        {
            return PutAsync(transport, place, () => (content, true), Repeat.IfUnsent, meter, cancellationToken);
        }

        var start = content.Position;
        return PutAsync(
            transport,
            place,
            () =>
            {
                content.Position = start;
                return (content, true);
            },
            Repeat.Freely,
            meter,
            cancellationToken);
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileBufferBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private static async Task PutAsync(
        Transport transport, ArtifactPlace place, Func<(Stream Source, bool LeaveOpen)> open, Repeat repeat, TransferMeter meter,
        CancellationToken cancellationToken)
    {
        var file = meter.StartFile();
        await transport.SendAsync(
            repeat,
            deadline =>
            {
                file.SetDone(0);
                var (source, leaveOpen) = open();
                var content = new UploadContent(source, leaveOpen, file, deadline);
                var request = new HttpRequestMessage(HttpMethod.Put, place.File) { Content = content };
                request.Headers.ExpectContinue = content.AskFirst ? true : null;
                return request;
            },
            (response, deadline) => Rpc.ReadAsync(response, ClientJson.Default.EmptyAnswer, deadline),
            cancellationToken);
        file.End();
    }
}
