using Mlops.Tracking.Errors;

namespace Mlops.Client.Http;

/// <summary>Sends requests: credentials, time-outs, repetitions, and one kind of exception for whatever fails.</summary>
internal sealed class Transport(ServerAddress address, HttpClient http, MlopsClientOptions options, MlopsCredential? credential)
{
    private const string WorkspaceHeader = "X-MLFLOW-WORKSPACE";
    private readonly Retries _retries = new(options.Retry, options.TimeProvider);

    public ServerAddress Address => address;

    public TimeProvider Time => options.TimeProvider;

    /// <summary>Sends a request until it succeeds or may not be repeated.</summary>
    /// <param name="repeat">When it may be sent again.</param>
    /// <param name="create">Makes the request; called for every attempt.</param>
    /// <param name="read">Reads and disposes an answer with a status of success; failing here fails the attempt.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<T> SendAsync<T>(
        Repeat repeat, Func<Deadline, HttpRequestMessage> create, Func<HttpResponseMessage, Deadline, Task<T>> read, CancellationToken cancellationToken) =>
        _retries.RunAsync(repeat, token => AttemptAsync(create, read, token), cancellationToken).AsTask();

    private async ValueTask<T> AttemptAsync<T>(
        Func<Deadline, HttpRequestMessage> create, Func<HttpResponseMessage, Deadline, Task<T>> read, CancellationToken cancellationToken)
    {
        using var deadline = new Deadline(options.Timeout, options.TimeProvider, cancellationToken);
        using var request = create(deadline);
        Dress(request);
        try
        {
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            if (response.IsSuccessStatusCode)
            {
                return await read(response, deadline);
            }

            using (response)
            {
                throw await ErrorAnswer.ReadAsync(response, credential, options.TimeProvider, deadline.Token);
            }
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MlopsException(ErrorCode.DeadlineExceeded, null, $"{Name(request)} got no answer within {options.Timeout.TotalSeconds:0.###} s.", error);
        }
        catch (HttpRequestException error)
        {
            throw new MlopsException(ErrorCode.TemporarilyUnavailable, null, $"{Name(request)} got no answer: {error.Message}", error)
            {
                NeverArrived = error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
            };
        }
    }

    private void Dress(HttpRequestMessage request)
    {
        if (options.ApplicationId is { } application)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", application);
        }

        request.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);

        // Links of an answer may lead to other hosts, which have no business with the caller's secrets.
        if (address.IsTrusted(request.RequestUri!))
        {
            request.Headers.Authorization = credential?.Header;
            if (options.Workspace is { } workspace)
            {
                request.Headers.TryAddWithoutValidation(WorkspaceHeader, workspace);
            }
        }
    }

    private static string Name(HttpRequestMessage request) =>
        $"{request.Method} {request.RequestUri!.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}";
}
