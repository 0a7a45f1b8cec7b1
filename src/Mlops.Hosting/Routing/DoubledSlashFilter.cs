using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Mlops.Hosting.Routing;

/// <summary>
/// Clients join a server's address that ends in a slash with a path that begins with one (protocol 3.2), and no route pattern has an empty
/// segment. Paths of the protocol with several slashes in front keep one of them before routing; nothing else is looked at.
/// </summary>
internal sealed class DoubledSlashFilter : IStartupFilter
{
    private static readonly string[] Starts =
    [
        "/api/2.0/", "/api/3.0/", "/ajax-api/2.0/", "/ajax-api/3.0/", "/mlflow/", "/get-artifact", "/model-versions/get-artifact", "/v1/traces",
    ];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static following => context =>
        {
            if (context.Request.Path.Value is ['/', '/', ..] doubled && "/" + doubled.TrimStart('/') is var path
                && Starts.Any(start => path.StartsWith(start, StringComparison.Ordinal)))
            {
                context.Request.Path = new PathString(path);
            }

            return following(context);
        });
        next(app);
    };
}
