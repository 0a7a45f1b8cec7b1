using Microsoft.AspNetCore.Routing;
using Mlops.Hosting.Access;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;
using Mlops.Tracking.Traces;

namespace Mlops.Hosting.Mlflow.Traces;

/// <summary>The rpcs about traces, third version.</summary>
internal static class TraceEndpoints
{
    private const string Base = "3.0/mlflow/traces";
    private const int MaxLocations = 1000;

    /// <summary>The trace that the path of a route names.</summary>
    public static readonly ResourceField Named = Names.Trace("trace_id").InRoute();

    // A client sends its account of a trace under an id of its own making, which need not be known yet.
    private static readonly RouteSubject Started = Names.Experiment("experiment_id").In("trace", "trace_info", "trace_location", "mlflow_experiment")
        .And(Names.StartedTrace("trace_id").In("trace", "trace_info"));

    private static readonly RouteSubject Deleted = Names.Experiment("experiment_id").And(Names.Traces("request_ids"));

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base, AccessLevel.Write, Started, StartAsync);
        routes.Rpc("GET", Base + "/get", AccessLevel.Read, Names.Trace("trace_id"), GetAsync);
        routes.Rpc("GET", Base + "/batchGet", AccessLevel.Read, Names.Traces("trace_ids"), GetBatchAsync);
        routes.Rpc("POST", Base + "/batchGetInfos", AccessLevel.Read, Names.Traces("trace_ids"), GetInfosAsync);
        routes.Rpc("POST", Base + "/search", AccessLevel.Read, Names.Experiment("experiment_id").In("locations[]", "mlflow_experiment"), SearchAsync);
        routes.Rpc("POST", Base + "/delete-traces", AccessLevel.Write, Deleted, DeleteAsync);
        routes.Rpc("POST", "2.0/mlflow/traces/delete-traces", AccessLevel.Write, Deleted, DeleteAsync);
        routes.Rpc("POST", Base + "/calculate-filter-correlation", AccessLevel.Read, Names.Experiments("experiment_ids"), CorrelateAsync);
        routes.Rpc("GET", Base + "/{trace_id}", AccessLevel.Read, Named, GetInfoAsync);
        routes.Rpc("PATCH", Base + "/{trace_id}/tags", AccessLevel.Write, Named, SetTagAsync);
        routes.Rpc("DELETE", Base + "/{trace_id}/tags", AccessLevel.Write, Named, DeleteTagAsync);
    }

    /// <summary>Sets a tag of the trace that the path names.</summary>
    public static async Task SetTagAsync(MlflowCall call)
    {
        var key = call.Request.Required("key");
        await Service(call).SetTagAsync(call.Workspace, TraceId(call), key, call.Request.String("value") ?? "", call.Aborted);
        await call.RespondEmptyAsync();
    }

    /// <summary>Removes a tag of the trace that the path names.</summary>
    public static async Task DeleteTagAsync(MlflowCall call)
    {
        await call.Service<TraceService>().DeleteTagAsync(call.Workspace, TraceId(call), call.Request.Required("key"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    /// <summary>The trace that a call's path names.</summary>
    public static string TraceId(MlflowCall call) => call.Context.GetRouteValue("trace_id") as string ?? "";

    /// <summary>Reads what both versions of the search have in common.</summary>
    public static TraceQuery ReadQuery(MlflowMessage request, IReadOnlyList<string> experimentIds)
    {
        CheckCount(experimentIds);
        return new TraceQuery(
            experimentIds,
            TraceSearch.ParseFilter(request.String("filter")).Comparisons,
            TraceSearch.ParseOrderBy(request.Strings("order_by")),
            TraceSearch.MaxResults.Resolve(request.Int64("max_results")),
            PageToken.Decode(request.String("page_token")));
    }

    private static void CheckCount(IReadOnlyList<string> experimentIds)
    {
        if (experimentIds.Count > MaxLocations)
        {
            throw MlflowException.InvalidParameterValue($"A search may name at most {MaxLocations} experiments.");
        }
    }

    private static async Task StartAsync(MlflowCall call)
    {
        var trace = call.Request.Message("trace") ?? throw call.Request.Missing("trace");
        var info = TraceMessage.ReadInfo(trace.Message("trace_info") ?? throw trace.Missing("trace_info"));
        await RespondAsync(call, await Service(call).StartAsync(call.Workspace, info, call.Access.TraceWriter, call.Aborted));
    }

    private static async Task GetInfoAsync(MlflowCall call) =>
        await RespondAsync(call, await Service(call).GetInfoAsync(call.Workspace, TraceId(call), call.Aborted));

    private static async Task GetAsync(MlflowCall call)
    {
        var traceId = call.Request.Required("trace_id");
        var trace = await Service(call).GetAsync(call.Workspace, traceId, call.Request.Bool("allow_partial") ?? false, call.Aborted);
        await call.RespondAsync(new TraceResponse(trace));
    }

    private static async Task GetBatchAsync(MlflowCall call) => await call.RespondAsync(
        new TracesResponse(await Service(call).GetCompleteAsync(call.Workspace, TraceIds(call), call.Aborted)));

    private static async Task GetInfosAsync(MlflowCall call) => await call.RespondAsync(
        new TraceInfosResponse(await Service(call).GetInfosAsync(call.Workspace, TraceIds(call), call.Aborted)));

    private static async Task SearchAsync(MlflowCall call)
    {
        if (!call.Request.Has("locations"))
        {
            throw call.Request.Missing("locations");
        }

        // Traces of other places than experiments are not kept here.
        var experimentIds = call.Request.List("locations", TraceMessage.ExperimentId).OfType<string>().ToArray();
        var page = await call.Service<TraceService>().SearchAsync(call.Workspace, ReadQuery(call.Request, experimentIds), call.Aborted);
        await call.RespondAsync(new SearchTracesResponse(page.Items, page.NextPageToken));
    }

    private static async Task CorrelateAsync(MlflowCall call)
    {
        var request = call.Request;
        var experimentIds = request.Strings("experiment_ids");
        if (experimentIds.Count == 0)
        {
            throw request.Missing("experiment_ids");
        }

        CheckCount(experimentIds);
        var counts = await call.Service<TraceService>().CountAsync(
            call.Workspace,
            experimentIds,
            TraceSearch.ParseFilter(request.Required("filter_string1")).Comparisons,
            TraceSearch.ParseFilter(request.Required("filter_string2")).Comparisons,
            TraceSearch.ParseFilter(request.String("base_filter")).Comparisons,
            call.Aborted);
        await call.RespondAsync(FilterCorrelation.Of(counts));
    }

    private static async Task DeleteAsync(MlflowCall call)
    {
        var request = call.Request;
        var selection = new TraceSelection(
            request.Required("experiment_id"), request.Int64("max_timestamp_millis"), request.Int32("max_traces"), request.Strings("request_ids"));
        await call.RespondAsync(new DeleteTracesResponse(await Service(call).DeleteAsync(call.Workspace, selection, call.Aborted)));
    }

    private static IReadOnlyList<string> TraceIds(MlflowCall call) =>
        call.Request.Strings("trace_ids") is { Count: > 0 } traceIds ? traceIds : throw call.Request.Missing("trace_ids");

    private static Task RespondAsync(MlflowCall call, TraceInfo trace) => call.RespondAsync(new TraceResponse(new Trace { TraceInfo = trace }));

    private static TraceService Service(MlflowCall call) => call.Service<TraceService>();
}
