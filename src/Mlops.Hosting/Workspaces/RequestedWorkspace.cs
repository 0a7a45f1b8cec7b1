using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Workspaces;

/// <summary>
/// The workspace that a request of the protocol is about: of its path <c>/mlflow/{project path}/tracking</c>, or of MLflow's workspace
/// header.
/// </summary>
internal static class RequestedWorkspace
{
    public const string HeaderName = "X-MLFLOW-WORKSPACE";

    /// <summary>Checks the names that a request gives, and sets its <see cref="IWorkspaceFeature"/> where it gives one.</summary>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for what is no name, and for two that differ.</exception>
    public static async ValueTask SelectAsync(HttpContext context)
    {
        var fromPath = context.Features.Get<IWorkspaceFeature>()?.Workspace;
        var header = context.Request.Headers[HeaderName];
        if (header.Count == 0)
        {
            if (fromPath is not null)
            {
                Check(fromPath);
            }

            return;
        }

        var fromHeader = await ResolveAsync(context, header.ToString());
        if (fromPath is not null && fromPath != fromHeader)
        {
            throw MlflowException.InvalidParameterValue($"The header {HeaderName} names another workspace than the path '{fromPath}'.");
        }

        Check(fromHeader);
        if (fromPath is null)
        {
            context.Features.Set<IWorkspaceFeature>(new WorkspaceFeature(fromHeader));
        }
    }

    private static void Check(string workspace)
    {
        if (workspace.Length > 0 && !WorkspacePath.IsValid(workspace))
        {
            throw MlflowException.InvalidParameterValue("Invalid workspace: it must be the path of a code project, such as 'group/project'.");
        }
    }

    /// <summary>The path that a header's name stands for; only a name of the form that is made for clients is looked up.</summary>
    private static ValueTask<string> ResolveAsync(HttpContext context, string name) =>
        WorkspaceName.MayBeForClients(name) && context.RequestServices.GetService<WorkspaceNames>() is { } names
            ? names.ResolveAsync(name, context.RequestAborted)
            : ValueTask.FromResult(WorkspaceName.ToPath(name));
}
