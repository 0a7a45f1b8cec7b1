using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Workspaces;
using Mlops.Tracking.Json;

namespace Mlops.Hosting.Mlflow;

/// <summary>One call of an MLflow route: its workspace, its request message, and the ways to answer.</summary>
internal sealed class MlflowCall(HttpContext context, MlflowMessage request)
{
    private static readonly byte[] EmptyObject = "{}"u8.ToArray();

    public HttpContext Context => context;

    public MlflowMessage Request => request;

    public string Workspace { get; } = context.Features.Get<IWorkspaceFeature>()?.Workspace ?? "";

    public CancellationToken Aborted => context.RequestAborted;

    public T Service<T>()
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    /// <summary>Answers 200 with a message.</summary>
    public Task RespondAsync<T>(T message)
    {
        var buffer = JsonBuffer.Rent();
        JsonSerializer.Serialize(buffer.Writer, message, TrackingJson.TypeInfo<T>());
        return buffer.SendAsync(context.Response);
    }

    /// <summary>Answers 200 with an empty message.</summary>
    public Task RespondEmptyAsync()
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = EmptyObject.Length;
        context.Response.BodyWriter.Write(EmptyObject);
        return Task.CompletedTask;
    }
}
