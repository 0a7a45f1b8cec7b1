using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Mlops.Catalog;
using Mlops.Hosting.Access;
using Mlops.Hosting.Configuration;
using Mlops.Hosting.Problems;
using Mlops.Hosting.Stac;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the STAC API.</summary>
public static class StacEndpoints
{
    /// <summary>
    /// Maps the STAC API 1.0 under <c>/api/stac</c>: landing page, conformance, collections, items, item search by GET and POST, its
    /// OpenAPI description, and what of projects' metadata was passed over. Answers hold only what
    /// <see cref="IAccessControl.GetVisibleProjectsAsync"/> lets the caller see; errors are problem details of RFC 9457 with an
    /// <c>errors</c> list of <c>field</c> and <c>reason</c>.
    /// </summary>
    /// <param name="endpoints">The application to map into.</param>
    /// <returns>A builder that adds conventions to all of these routes.</returns>
    public static IEndpointConventionBuilder MapStacApi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        RequiredParts.CheckCatalog(endpoints, "MapStacApi()");
        var group = endpoints.MapGroup(CatalogPaths.Stac);
        group.AddProblemPipeline();
        var routes = new ProblemRoutes(group, CatalogPaths.Stac);
        routes.Map("/", AccessLevel.None, Handle(LandingPage.RespondAsync));
        routes.Map("/conformance", AccessLevel.None, Handle(LandingPage.RespondConformanceAsync));
        routes.Map("/api", AccessLevel.None, Handle(ApiDescription.RespondAsync));
        routes.Map("/api.html", AccessLevel.None, Handle(ApiDescription.RespondPageAsync));
        routes.Map("/collections", AccessLevel.Read, Handle(CollectionRoutes.ListAsync));
        routes.Map("/collections/{collectionId}", AccessLevel.Read, Handle(CollectionRoutes.GetAsync));
        routes.Map("/collections/{collectionId}/items", AccessLevel.Read, Handle(ItemRoutes.ListAsync));
        routes.Map("/collections/{collectionId}/items/{**itemId}", AccessLevel.Read, Handle(ItemRoutes.GetAsync));
        routes.Map("/search", AccessLevel.Read, Handle(SearchRoutes.GetAsync), Handle(SearchRoutes.PostAsync));
        routes.Map("/warnings", AccessLevel.Read, Handle(WarningRoutes.ListAsync));
        routes.Map("/warnings/{**project}", AccessLevel.Read, Handle(WarningRoutes.GetAsync));
        routes.MapRest();
        return group;
    }

    private static RequestDelegate Handle(Func<StacCall, Task> handler) => context => handler(new StacCall(context));
}
