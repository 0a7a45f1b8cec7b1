using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Mlops.Hosting.Workspaces;

/// <summary>Routes whose path names a workspace are about that one, whatever the rest of the request says.</summary>
internal static class NamedWorkspace
{
    public const string RouteValue = "workspace_name";

    public static async ValueTask SelectAsync(HttpContext context)
    {
        // Routing decodes everything but slashes.
        var name = Uri.UnescapeDataString(context.Request.RouteValues[RouteValue] as string ?? "");
        var path = await context.RequestServices.GetRequiredService<WorkspaceNames>().ResolveAsync(name, context.RequestAborted);
        context.Features.Set<IWorkspaceFeature>(new WorkspaceFeature(path));
    }
}
