using Microsoft.AspNetCore.Routing;
using Mlops.Hosting.Access;
using Mlops.Tracking.Assessments;

namespace Mlops.Hosting.Mlflow.Assessments;

/// <summary>The rpcs about assessments of traces.</summary>
internal static class AssessmentEndpoints
{
    private const string Base = "3.0/mlflow/traces/{trace_id}/assessments";
    private const string One = Base + "/{assessment_id}";

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base, AccessLevel.Write, Names.Trace("trace_id").InRoute(), CreateAsync);
        routes.Rpc("GET", One, AccessLevel.Read, Names.Trace("trace_id").InRoute(), GetAsync);
        routes.Rpc("PATCH", One, AccessLevel.Write, Names.Trace("trace_id").InRoute(), UpdateAsync);
        routes.Rpc("DELETE", One, AccessLevel.Write, Names.Trace("trace_id").InRoute(), DeleteAsync);
    }

    private static async Task CreateAsync(MlflowCall call)
    {
        var message = call.Request.Message("assessment") ?? throw call.Request.Missing("assessment");
        var assessment = AssessmentMessage.Read(message, TraceId(call));
        await RespondAsync(call, await Service(call).CreateAsync(call.Workspace, assessment, call.Aborted));
    }

    private static async Task GetAsync(MlflowCall call) => await RespondAsync(
        call, await Service(call).GetAsync(call.Workspace, TraceId(call), AssessmentId(call), call.Aborted));

    private static async Task UpdateAsync(MlflowCall call)
    {
        var message = call.Request.Message("assessment") ?? throw call.Request.Missing("assessment");
        var update = AssessmentMessage.ReadUpdate(message, call.Request.Required("update_mask"));
        await RespondAsync(call, await Service(call).UpdateAsync(call.Workspace, TraceId(call), AssessmentId(call), update, call.Aborted));
    }

    private static async Task DeleteAsync(MlflowCall call)
    {
        await Service(call).DeleteAsync(call.Workspace, TraceId(call), AssessmentId(call), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static AssessmentService Service(MlflowCall call) => call.Service<AssessmentService>();

    private static string TraceId(MlflowCall call) => call.Context.GetRouteValue("trace_id") as string ?? "";

    private static string AssessmentId(MlflowCall call) => call.Context.GetRouteValue("assessment_id") as string ?? "";

    private static Task RespondAsync(MlflowCall call, Assessment assessment) => call.RespondAsync(new AssessmentResponse(assessment));
}
