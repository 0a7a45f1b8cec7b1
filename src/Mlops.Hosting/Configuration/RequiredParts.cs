using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Catalog;
using Mlops.Catalog.Index;
using Mlops.Hosting.Workspaces;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Workspaces;

namespace Mlops.Hosting.Configuration;

/// <summary>Names, when routes are mapped, the call that an application forgot.</summary>
internal static class RequiredParts
{
    public static void CheckTracking(IEndpointRouteBuilder endpoints, string call)
    {
        Check<WorkspaceNames>(endpoints, call, "the tracking services", "builder.Services.AddMlopsTracking()");
        CheckDatabase<IWorkspaceStore>(endpoints, call, "AddMlopsTracking()");
        Check<IArtifactStore>(endpoints, call, "a store for artifacts", "builder.Services.AddMlopsTracking().UseFolder(…)");
    }

    public static void CheckCatalog(IEndpointRouteBuilder endpoints, string call)
    {
        Check<CatalogOptions>(endpoints, call, "the catalog", "builder.Services.AddMlopsCatalog()");
        CheckDatabase<ICatalogIndex>(endpoints, call, "AddMlopsCatalog()");
    }

    private static void CheckDatabase<TStore>(IEndpointRouteBuilder endpoints, string call, string adding) =>
        Check<TStore>(endpoints, call, "a database", $"builder.Services.{adding}.UseSqlite(…) or .UsePostgreSql(…)");

    private static void Check<TService>(IEndpointRouteBuilder endpoints, string call, string missing, string add)
    {
        if (endpoints.ServiceProvider.GetService<IServiceProviderIsService>()?.IsService(typeof(TService)) == false)
        {
            throw new InvalidOperationException($"{call} needs {missing}: call {add} before the application is built.");
        }
    }
}
