using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Tracking.Traces;

namespace Mlops.Hosting.Mlflow.Traces;

/// <summary>The rpcs about traces, second version. Clients of the third still set and remove tags here.</summary>
internal static class LegacyTraceEndpoints
{
    private const string Base = "2.0/mlflow/traces";

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("PATCH", Base + "/{trace_id}/tags", AccessLevel.Write, TraceEndpoints.Named, TraceEndpoints.SetTagAsync);
        routes.Rpc("DELETE", Base + "/{trace_id}/tags", AccessLevel.Write, TraceEndpoints.Named, TraceEndpoints.DeleteTagAsync);
        routes.Rpc("POST", Base, AccessLevel.Write, Names.Experiment("experiment_id"), StartAsync);
        routes.Rpc("GET", Base, AccessLevel.Read, Names.Experiments("experiment_ids"), SearchAsync);
        routes.Rpc("PATCH", Base + "/{trace_id}", AccessLevel.Write, TraceEndpoints.Named, EndAsync);
        routes.Rpc("GET", Base + "/{trace_id}/info", AccessLevel.Read, TraceEndpoints.Named, GetInfoAsync);
        routes.RawRpc("GET", "2.0/mlflow/unified-traces", AccessLevel.Read, RouteSubject.Nothing, RefuseAsync);
        routes.RawRpc("GET", "2.0/mlflow/get-online-trace-details", AccessLevel.Read, RouteSubject.Nothing, RefuseAsync);
    }

    private static async Task StartAsync(MlflowCall call)
    {
        var request = call.Request;
        var trace = await call.Service<TraceService>().StartLegacyAsync(
            call.Workspace,
            request.Required("experiment_id"),
            request.Int64("timestamp_ms") ?? 0,
            TraceMessage.Entries(request, "request_metadata"),
            TraceMessage.Entries(request, "tags"),
            call.Aborted);
        await RespondAsync(call, trace);
    }

    private static async Task EndAsync(MlflowCall call)
    {
        var request = call.Request;
        var end = new TraceEnd(
            request.Int64("timestamp_ms") ?? 0,
            request.Enum("status", ProtocolEnum.TraceState) ?? TraceState.Unspecified,
            TraceMessage.Entries(request, "request_metadata"),
            TraceMessage.Entries(request, "tags"));
        await RespondAsync(call, await call.Service<TraceService>().EndLegacyAsync(call.Workspace, TraceEndpoints.TraceId(call), end, call.Aborted));
    }

    private static async Task GetInfoAsync(MlflowCall call) =>
        await RespondAsync(call, await call.Service<TraceService>().GetInfoAsync(call.Workspace, TraceEndpoints.TraceId(call), call.Aborted));

    private static async Task SearchAsync(MlflowCall call)
    {
        var experimentIds = call.Request.Strings("experiment_ids");
        if (experimentIds.Count == 0)
        {
            throw call.Request.Missing("experiment_ids");
        }

        var page = await call.Service<TraceService>().SearchAsync(call.Workspace, TraceEndpoints.ReadQuery(call.Request, experimentIds), call.Aborted);
        await call.RespondAsync(new SearchLegacyTracesResponse([.. page.Items.Select(LegacyTraceInfo.Of)], page.NextPageToken));
    }

    /// <summary>These are the affair of one vendor's server; MLflow answers them with an empty 404.</summary>
    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task RespondAsync(MlflowCall call, TraceInfo trace) => call.RespondAsync(new LegacyTraceResponse(LegacyTraceInfo.Of(trace)));
}
