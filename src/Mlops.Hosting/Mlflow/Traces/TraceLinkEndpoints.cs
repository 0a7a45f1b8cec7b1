using Mlops.Hosting.Access;
using Mlops.Tracking.Traces;

namespace Mlops.Hosting.Mlflow.Traces;

/// <summary>The rpcs that link traces to runs and to versions of prompts.</summary>
internal static class TraceLinkEndpoints
{
    private const string Base = "2.0/mlflow/traces/";

    public static void Map(MlflowRoutes routes)
    {
        routes.Rpc("POST", Base + "link-to-run", AccessLevel.Write, Names.Traces("trace_ids").And(Names.Run("run_id")), LinkRunAsync);
        routes.Rpc("POST", Base + "link-prompts", AccessLevel.Write, Names.Trace("trace_id").And(Names.RegisteredModel("name").In("prompt_versions[]").OnlyRead()), LinkPromptsAsync);
    }

    private static async Task LinkRunAsync(MlflowCall call)
    {
        var traceIds = call.Request.Strings("trace_ids");
        if (traceIds.Count == 0)
        {
            throw call.Request.Missing("trace_ids");
        }

        await call.Service<TraceService>().LinkRunAsync(call.Workspace, traceIds, call.Request.Required("run_id"), call.Aborted);
        await call.RespondEmptyAsync();
    }

    private static async Task LinkPromptsAsync(MlflowCall call)
    {
        var traceId = call.Request.Required("trace_id");
        var prompts = call.Request.List("prompt_versions", static prompt => new PromptVersionReference(prompt.Required("name"), prompt.Required("version")));
        if (prompts.Count == 0)
        {
            throw call.Request.Missing("prompt_versions");
        }

        await call.Service<TraceService>().LinkPromptsAsync(call.Workspace, traceId, prompts, call.Aborted);
        await call.RespondEmptyAsync();
    }
}
