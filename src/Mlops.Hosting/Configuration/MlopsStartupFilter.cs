using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Mlops.Hosting.Access;
using Mlops.Hosting.Workspaces;

namespace Mlops.Hosting.Configuration;

/// <summary>Puts what must see a request first before routing, wherever the embedder maps the routes.</summary>
internal sealed class MlopsStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<HostCheckMiddleware>();
        app.UseMiddleware<WorkspaceMiddleware>();
        next(app);
    };
}
