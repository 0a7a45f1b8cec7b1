using System.Net;
using System.Text;

namespace Mlops.Client.Tests.Fakes;

/// <summary>A server inside the process: answers what a test says, and remembers what it was asked.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<SentRequest> _requests = [];
    private readonly Queue<Func<SentRequest, HttpResponseMessage>> _next = new();

    /// <summary>Answers when nothing is queued; <c>{}</c> unless set.</summary>
    public Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> Otherwise { get; set; } = (_, _) => Task.FromResult(Json("{}"));

    public IReadOnlyList<SentRequest> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Error(HttpStatusCode status, string code, string message) =>
        Json($$"""{"error_code":"{{code}}","message":"{{message}}"}""", status);

    public static HttpResponseMessage Text(HttpStatusCode status, string text, string type = "text/plain") =>
        new(status) { Content = new StringContent(text, Encoding.UTF8, type) };

    public FakeServer Then(Func<SentRequest, HttpResponseMessage> answer)
    {
        _next.Enqueue(answer);
        return this;
    }

    public FakeServer Then(HttpResponseMessage answer) => Then(_ => answer);

    public FakeServer Then(string json) => Then(_ => Json(json));

    public FakeServer ThenFail(HttpRequestError error) => Then(_ => throw new HttpRequestException(error, "the line is dead"));

    public MlopsClient Client(InstantTime? time = null, RetryLimits? retry = null, MlopsCredential? credential = null, string uri = "http://server.test/") =>
        new(new Uri(uri), new MlopsClientOptions
        {
            Handler = this,
            TimeProvider = time ?? new InstantTime(),
            Retry = retry ?? new RetryLimits(),
            Credential = credential,
        });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var sent = new SentRequest(
            request.Method.Method,
            request.RequestUri!,
            body,
            request.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
        Func<SentRequest, HttpResponseMessage>? answer;
        lock (_lock)
        {
            _requests.Add(sent);
            _next.TryDequeue(out answer);
        }

        var response = answer is null ? await Otherwise(sent, cancellationToken) : answer(sent);
        response.RequestMessage = request;
        return response;
    }
}
