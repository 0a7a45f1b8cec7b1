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
        // After the host check: a page that was led here under another name could set these headers too.
        app.UseForwardedHeaders();
        app.UseMiddleware<WorkspaceMiddleware>();
        next(app);
    };
}
