using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Mlops.Hosting.Workspaces;

/// <summary>Puts the workspace middleware before routing, wherever the embedder maps the routes.</summary>
internal sealed class WorkspaceStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<WorkspaceMiddleware>();
        next(app);
    };
}
