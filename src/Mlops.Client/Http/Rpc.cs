using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Mlops.Tracking.Errors;

namespace Mlops.Client.Http;

/// <summary>Calls that carry JSON both ways.</summary>
internal static class Rpc
{
    /// <summary>Calls an rpc whose parameters stand in the query.</summary>
    public static Task<T> GetAsync<T>(this Transport transport, string path, Query query, JsonTypeInfo<T> answer, CancellationToken cancellationToken) =>
        transport.GetAsync(new Uri(transport.Address.Rpc(path) + query.ToString()), answer, cancellationToken);

    /// <summary>Reads a JSON document.</summary>
    public static Task<T> GetAsync<T>(this Transport transport, Uri uri, JsonTypeInfo<T> answer, CancellationToken cancellationToken) =>
        transport.SendAsync(Repeat.Freely, _ => Accepting(new HttpRequestMessage(HttpMethod.Get, uri)), (response, deadline) => ReadAsync(response, answer, deadline), cancellationToken);

    /// <summary>Calls an rpc whose parameters stand in a JSON body.</summary>
    public static Task<TAnswer> CallAsync<TRequest, TAnswer>(
        this Transport transport, HttpMethod method, string path, TRequest request, JsonTypeInfo<TRequest> type, JsonTypeInfo<TAnswer> answer, Repeat repeat,
        CancellationToken cancellationToken) =>
        transport.CallAsync(method, transport.Address.Rpc(path), request, type, answer, repeat, cancellationToken);

    /// <summary>Sends a JSON document and reads one.</summary>
    public static Task<TAnswer> CallAsync<TRequest, TAnswer>(
        this Transport transport, HttpMethod method, Uri uri, TRequest request, JsonTypeInfo<TRequest> type, JsonTypeInfo<TAnswer> answer, Repeat repeat,
        CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, type);
        return transport.SendAsync(
            repeat,
            _ =>
            {
                var content = new ByteArrayContent(body);
                content.Headers.ContentType = new("application/json");
                return Accepting(new HttpRequestMessage(method, uri) { Content = content });
            },
            (response, deadline) => ReadAsync(response, answer, deadline),
            cancellationToken);
    }

    /// <summary>Calls an rpc that answers nothing.</summary>
    public static Task DoAsync<TRequest>(
        this Transport transport, HttpMethod method, string path, TRequest request, JsonTypeInfo<TRequest> type, Repeat repeat, CancellationToken cancellationToken) =>
        transport.CallAsync(method, path, request, type, ClientJson.Default.EmptyAnswer, repeat, cancellationToken);

    /// <summary>Reads the JSON of an answer; one without a body counts as <c>{}</c>.</summary>
    public static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, Deadline deadline)
    {
        using (response)
        {
            try
            {
                if (response.Content.Headers.ContentLength == 0)
                {
                    return JsonSerializer.Deserialize("{}"u8, type)!;
                }

                await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token);
                return await JsonSerializer.DeserializeAsync(stream, type, deadline.Token) ?? throw new JsonException("null");
            }
            catch (JsonException error)
            {
                // A login page or a wrong address answers 200 with something else: taking that for success would lose data.
                throw new MlopsException(
                    ErrorCode.InternalError,
                    response.StatusCode,
                    $"The answer to {response.RequestMessage?.Method} {response.RequestMessage?.RequestUri?.AbsolutePath} is not the JSON of the protocol ({response.Content.Headers.ContentType?.MediaType ?? "no type"}); is the tracking URI right?",
                    error);
            }
            catch (IOException error)
            {
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "the answer broke off.", error);
            }
        }
    }

    /// <summary>A part of an answer that must be there.</summary>
    public static T Needed<T>(T? part)
        where T : class =>
        part ?? throw new MlopsException(ErrorCode.InternalError, null, $"The answer lacks its {typeof(T).Name}; is the tracking URI right?") { IsLocal = true };

    private static HttpRequestMessage Accepting(HttpRequestMessage request)
    {
        request.Headers.Accept.ParseAdd("application/json, application/geo+json;q=0.9, */*;q=0.1");
        return request;
    }
}
