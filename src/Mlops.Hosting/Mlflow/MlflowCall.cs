using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Access;
using Mlops.Hosting.Access.Users;
using Mlops.Hosting.Workspaces;
using Mlops.Tracking.Access;
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

    /// <summary>What the caller may do in the workspace.</summary>
    public WorkspaceAccess Access => context.Features.Get<WorkspaceAccess>() ?? WorkspaceAccess.None;

    public T Service<T>()
        where T : notnull => context.RequestServices.GetRequiredService<T>();

    /// <summary>Makes the caller the manager of what the call has just created.</summary>
    public async ValueTask GiveToCallerAsync(ResourceKind kind, string resource)
    {
        if (AccessClaims.FindUserId(context.User) is { } userId && context.RequestServices.GetService<CallerDirectory>() is { } directory)
        {
            await Service<PermissionService>().SetManagerAsync(Workspace, kind, resource, userId, Aborted);
            directory.ForgetCaller(userId);
        }
    }

    /// <summary>Answers 200 with a message.</summary>
    public Task RespondAsync<T>(T message) => RespondAsync(message, TrackingJson.TypeInfo<T>());

    /// <summary>Answers 200 with a message that is not of the tracking package.</summary>
    public Task RespondAsync<T>(T message, JsonTypeInfo<T> type)
    {
        var buffer = JsonBuffer.Rent();
        JsonSerializer.Serialize(buffer.Writer, message, type);
        return buffer.SendAsync(context.Response);
    }

    /// <summary>Answers 200 with a message that its writer knows how to write.</summary>
    public Task RespondAsync<T>(T message, Action<Utf8JsonWriter, T> write)
    {
        var buffer = JsonBuffer.Rent();
        write(buffer.Writer, message);
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
