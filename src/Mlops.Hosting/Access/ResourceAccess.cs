using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Mlflow;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Access;

/// <summary>
/// Asks, before a route of the protocol runs, whether its caller may do what it does to everything that the request names. Most callers may
/// do the same with everything in a workspace, and then nothing is looked up. For the others the rule is: whatever a request names, by id
/// or by name, must be allowed; a request that names nothing we know is about the whole workspace. Routes thus need no check of their own,
/// and one that is added tomorrow is closed until what it names can be found.
/// </summary>
internal static class ResourceAccess
{
    public static async ValueTask CheckAsync(HttpContext context, PrincipalAccess access, RequiredAccess required, string workspace)
    {
        var caller = await access.GetCallerAsync(context, workspace, context.RequestAborted);
        context.Features.Set(caller);
        var needed = Needed(required.Level);
        if (needed > caller.Cap)
        {
            throw Denied(required.Level, PrincipalAccess.Level(caller.Cap), "the credentials are made for");
        }

        if (caller.Lowest >= needed)
        {
            return;
        }

        // Nobody is refused, and nothing is left out, because of what another host has changed since it was read here.
        var filters = Filters(Route(context));
        if (!filters && await AllowsAsync(context, caller, needed, workspace))
        {
            return;
        }

        caller = await access.GetFreshCallerAsync(context, workspace, context.RequestAborted);
        context.Features.Set(caller);
        if (caller.Lowest < needed && !await AllowsAsync(context, caller, needed, workspace))
        {
            throw Denied(required.Level, PrincipalAccess.Level(caller.Workspace), "the caller has");
        }
    }

    /// <summary>Asks about what a route finds to be named only when it has read its request.</summary>
    /// <param name="call">The call, whose route has been asked about.</param>
    /// <param name="level">The level that is needed.</param>
    /// <param name="find">Gives what is named, or null for what is about the whole workspace; asked only where the caller may not do the same with everything.</param>
    /// <exception cref="MlflowException"><c>PERMISSION_DENIED</c>.</exception>
    public static async ValueTask CheckAsync(MlflowCall call, AccessLevel level, Func<RequestedResources?> find)
    {
        var needed = Needed(level);
        if (call.Caller is not { } caller || caller.Lowest >= needed)
        {
            return;
        }

        var found = find();
        if (await MayAsync(call.Context, caller, found, needed, call.Workspace))
        {
            return;
        }

        if (!caller.IsFresh)
        {
            caller = await call.Service<PrincipalAccess>().GetFreshCallerAsync(call.Context, call.Workspace, call.Aborted);
            call.Context.Features.Set(caller);
            if (caller.Lowest >= needed || await MayAsync(call.Context, caller, found, needed, call.Workspace))
            {
                return;
            }
        }

        throw Denied(level, PrincipalAccess.Level(caller.Workspace), "the caller has");
    }

    /// <summary>The route below <c>/api/</c> or <c>/ajax-api/</c>, as it was mapped.</summary>
    public static string Route(HttpContext context)
    {
        var pattern = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimStart('/') ?? "";
        return pattern.StartsWith("api/", StringComparison.Ordinal) ? pattern[4..]
            : pattern.StartsWith("ajax-api/", StringComparison.Ordinal) ? pattern[9..]
            : pattern;
    }

    /// <summary>Searches that leave out what their caller may not read, inside their queries.</summary>
    private static bool Filters(string route) => route
        is "2.0/mlflow/experiments/search" or "2.0/mlflow/registered-models/search" or "2.0/mlflow/model-versions/search"
        or "3.0/mlflow/datasets/search" or "3.0/mlflow/issues/search";

    private static async ValueTask<bool> AllowsAsync(HttpContext context, Caller caller, Permission needed, string workspace) => Route(context) switch
    {
        // Whoever may use a workspace may make things of their own in it.
        "2.0/mlflow/experiments/create" or "2.0/mlflow/registered-models/create" => caller.Workspace >= Permission.Use,

        // Whoever may read one thing here knows the workspace, and finds nothing of another kind: pages and scripts ask for all kinds, and
        // an error would stop them.
        "2.0/mlflow/experiments/search" or "2.0/mlflow/registered-models/search" or "2.0/mlflow/model-versions/search" => caller.Highest >= needed,
        "3.0/mlflow/datasets/search" or "3.0/mlflow/issues/search" => caller.Highest >= needed && await MayAsync(context, caller, needed, workspace, mayBeEmpty: true),

        // Each field of a query asks for itself.
        "graphql" => caller.Highest >= needed,

        // These tell of nothing, and MLflow's pages ask for them wherever they are.
        "3.0/mlflow/ui-telemetry" or "2.0/mlflow/gateway-proxy" => caller.Highest >= needed,
        "3.0/mlflow/workspaces/{workspace_name}" => (needed == Permission.Read ? caller.Highest : caller.Workspace) >= needed,
        _ => caller.Highest >= needed && await MayAsync(context, caller, needed, workspace, mayBeEmpty: false),
    };

    private static async ValueTask<bool> MayAsync(HttpContext context, Caller caller, Permission needed, string workspace, bool mayBeEmpty)
    {
        if (context.Features.Get<NamedByRequest>() is not { } named)
        {
            context.Features.Set(named = new NamedByRequest(await RequestedResources.FindAsync(context, Route(context), mayBeEmpty)));
        }

        return await MayAsync(context, caller, named.Found, needed, workspace);
    }

    private static async ValueTask<bool> MayAsync(HttpContext context, Caller caller, RequestedResources? found, Permission needed, string workspace)
    {
        return found is not null && await MayAsync(found.Changed, needed) && await MayAsync(found.Read, Permission.Read);

        async ValueTask<bool> MayAsync(NamedResources named, Permission least) => named.IsEmpty
            || await context.RequestServices.GetRequiredService<IPermissionStore>().GetLowestAsync(
                workspace, caller.Reader, named, context.RequestAborted) >= least;
    }

    private static Permission Needed(AccessLevel level) => level switch
    {
        AccessLevel.Read => Permission.Read,
        AccessLevel.Write => Permission.Edit,
        _ => Permission.Manage,
    };

    private static MlflowException Denied(AccessLevel needed, AccessLevel level, string whose) => MlflowException.PermissionDenied(level switch
    {
        AccessLevel.None => "Permission denied.",

        // Enough in the workspace, so that something named has a lower permission of its own.
        _ when level >= needed => $"Permission denied: this needs {needed} access to everything that it names.",
        _ => $"Permission denied: this needs {needed} access, {whose} {level}.",
    });

    /// <summary>What a request names, kept so that it is read once though it may be asked about twice.</summary>
    private sealed record NamedByRequest(RequestedResources? Found);
}
