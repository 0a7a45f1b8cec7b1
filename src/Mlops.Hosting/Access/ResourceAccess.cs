using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Mlflow;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Access;

/// <summary>
/// Asks, before a route of the protocol runs, whether its caller may do what it does to what it is about (<see cref="RouteSubject"/>). Most
/// callers may do the same with everything in a workspace, and then nothing is looked up.
/// </summary>
internal static class ResourceAccess
{
    public static async ValueTask CheckAsync(HttpContext context, RequiredAccess required, RouteSubject subject, string workspace)
    {
        var control = context.RequestServices.GetRequiredService<IAccessControl>();
        var caller = AccessCaller.Of(context);
        var access = await control.GetAccessAsync(caller, workspace, context.RequestAborted);
        context.Features.Set(access);
        var needed = WorkspaceAccess.PermissionOf(required.Level);
        if (needed > access.Most)
        {
            throw Denied(context, required.Level, WorkspaceAccess.LevelOf(access.Most), "the credentials are made for");
        }

        if (access.LowestPermission >= needed)
        {
            return;
        }

        await CheckNamedAsync(context, control, access, required.Level, subject, workspace);
    }

    /// <summary>Asks about what a route finds to be named only when it has read its request.</summary>
    /// <param name="call">The call, whose route has been asked about.</param>
    /// <param name="level">The level that is needed.</param>
    /// <param name="find">Gives what is named, or null for what is about the whole workspace; asked only where the caller may not do the
    /// same with everything.</param>
    /// <exception cref="MlflowException"><c>PERMISSION_DENIED</c>.</exception>
    public static async ValueTask CheckAsync(MlflowCall call, AccessLevel level, Func<RequestedResources?> find)
    {
        var needed = WorkspaceAccess.PermissionOf(level);
        var access = call.Access;
        if (access.Most >= needed && access.LowestPermission >= needed)
        {
            return;
        }

        var found = find();
        if (access.Most >= needed && await MayAsync(call.Context, access, found, needed, call.Workspace))
        {
            return;
        }

        access = await call.Service<IAccessControl>().GetAccessAsync(AccessCaller.Of(call.Context) with { Anew = true }, call.Workspace, call.Aborted);
        call.Context.Features.Set(access);
        if (access.Most < needed || (access.LowestPermission < needed && !await MayAsync(call.Context, access, found, needed, call.Workspace)))
        {
            throw Denied(call.Context, level, access.Level, "the caller has");
        }
    }

    private static async ValueTask CheckNamedAsync(
        HttpContext context, IAccessControl control, WorkspaceAccess access, AccessLevel level, RouteSubject subject, string workspace)
    {
        var needed = WorkspaceAccess.PermissionOf(level);
        RequestedResources? named = null;
        var isFound = false;

        // Nobody is refused, and nothing is left out, because of what another host has changed since it was read here.
        if (subject.Kind != SubjectKind.Search && await AllowsAsync())
        {
            return;
        }

        access = await control.GetAccessAsync(AccessCaller.Of(context) with { Anew = true }, workspace, context.RequestAborted);
        context.Features.Set(access);
        if (needed > access.Most || (access.LowestPermission < needed && !await AllowsAsync()))
        {
            throw Denied(context, level, access.Level, "the caller has");
        }

        async ValueTask<bool> AllowsAsync()
        {
            if (!MayAsk(access, needed, subject.Kind) || subject.Fields.Count == 0)
            {
                return MayAsk(access, needed, subject.Kind);
            }

            if (!isFound)
            {
                (named, isFound) = (await RequestedResources.FindAsync(subject, context), true);
            }

            return await MayAsync(context, access, named, needed, workspace);
        }
    }

    /// <summary>Whether what a request names can make it allowed; where it names nothing, whether it is.</summary>
    private static bool MayAsk(WorkspaceAccess access, Permission needed, SubjectKind kind) => kind switch
    {
        SubjectKind.WholeWorkspace => false,
        SubjectKind.WorkspaceItself => (needed == Permission.Read ? access.HighestPermission : access.Otherwise) >= needed,

        // Whoever may use a workspace may make things of their own in it.
        SubjectKind.New => access.Otherwise >= Permission.Use,

        // Whoever may read one thing here knows the workspace, and finds nothing of another kind: pages and scripts ask for all kinds,
        // and an error would stop them.
        _ => access.HighestPermission >= needed,
    };

    private static async ValueTask<bool> MayAsync(HttpContext context, WorkspaceAccess access, RequestedResources? found, Permission needed, string workspace)
    {
        return found is not null && await MayAsync(found.Changed, needed) && await MayAsync(found.Read, Permission.Read);

        async ValueTask<bool> MayAsync(NamedResources named, Permission least) => named.IsEmpty
            || await context.RequestServices.GetRequiredService<IPermissionStore>().GetLowestAsync(
                workspace, access.Reader, named, context.RequestAborted) >= least;
    }

    /// <summary>Who is not signed in, where one can sign in, is asked to.</summary>
    private static MlflowException Denied(HttpContext context, AccessLevel needed, AccessLevel level, string whose) =>
        context.User.Identity is not { IsAuthenticated: true } && context.RequestServices.GetService<CallerSignIn>() is not null
            ? CallerSignIn.Challenge(context)
            : MlflowException.PermissionDenied(level switch
            {
                AccessLevel.None => "Permission denied.",

                // Enough in the workspace, so that something named has a lower permission of its own.
                _ when level >= needed => $"Permission denied: this needs {needed} access to everything that it names.",
                _ => $"Permission denied: this needs {needed} access, {whose} {level}.",
            });
}
