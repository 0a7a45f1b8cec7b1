using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mlops.Hosting.Tests.Webhooks;

/// <summary>A real server on this machine that remembers what is posted to it and answers as it is told.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ReceivedDelivery> _received = Channel.CreateUnbounded<ReceivedDelivery>();
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _answers = new();

    private WebhookReceiver(WebApplication app) => _app = app;

    public int Port => new Uri(_app.Urls.Single()).Port;

    public string Url => $"http://127.0.0.1:{Port}/hook";

    /// <summary>How many requests have come that nobody has read yet.</summary>
    public int Waiting => _received.Reader.Count;

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Answers the next request that has no answer yet like this; without more of them all is well.</summary>
    public WebhookReceiver Answer(int status, string? header = null, string? value = null, string body = "")
    {
        _answers.Enqueue(async context =>
        {
            context.Response.StatusCode = status;
            if (header is not null)
            {
                context.Response.Headers[header] = value;
            }

            await context.Response.WriteAsync(body);
        });
        return this;
    }

    /// <summary>Answers the next request that has no answer yet after a task has ended.</summary>
    public WebhookReceiver AnswerAfter(Task task)
    {
        _answers.Enqueue(context => task.WaitAsync(context.RequestAborted));
        return this;
    }

    /// <summary>Waits for the next request.</summary>
    public async Task<ReceivedDelivery> NextAsync() => await _received.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        await _received.Writer.WriteAsync(new ReceivedDelivery(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, body));
        if (_answers.TryDequeue(out var answer))
        {
            await answer(context);
        }
    }
}
