using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>
/// <c>POST /graphql</c> as MLflow's run and chart pages use it (protocol 3.13). Each field of the root is a call of the protocol in the
/// caller's workspace; all of them read. Each asks for itself whether its caller may read what its input names; where not, it alone is
/// refused.
/// </summary>
internal static class GraphQlEndpoint
{
    public static void Map(MlflowRoutes routes) => routes.Message("POST", "/graphql", AccessLevel.Read, RouteSubject.EachPart, AnswerAsync);

    private static async Task AnswerAsync(MlflowCall call)
    {
        var query = call.Request.Required("query");
        QueryPlan plan;
        try
        {
            plan = QueryPlan.Of(query, call.Request.String("operationName"), call.Request.Json("variables"));
        }
        catch (GraphQlException error)
        {
            await RefuseAsync(call, error);
            return;
        }

        var buffer = JsonBuffer.Rent();
        var errors = new List<string>();
        var writer = buffer.Writer;
        writer.WriteStartObject();
        writer.WriteStartObject("data");
        foreach (var field in plan.Fields)
        {
            writer.WritePropertyName(field.Key);
            await WriteAsync(call, plan, field, writer, errors);
        }

        writer.WriteEndObject();
        WriteErrors(writer, errors);
        writer.WriteEndObject();
        await buffer.SendAsync(call.Context.Response);
    }

    private static async Task WriteAsync(MlflowCall call, QueryPlan plan, SelectedField field, Utf8JsonWriter writer, List<string> errors)
    {
        if (!plan.Roots.TryGetValue(field.Name, out var root))
        {
            writer.WriteStringValue(plan.RootName);
            return;
        }

        object answer;
        try
        {
            using var input = new InputWriter(plan.Variables).Read(field, root);
            var message = Message(input.RootElement, root);
            await CheckAsync(call, root, message);
            answer = await root.Resolve(new MlflowCall(call.Context, message), field);
        }
        catch (MlflowException error) when (field.Selects("apiError"))
        {
            // Who asks for the error in the answer gets it there: the pages tell what is missing from what failed by its code.
            answer = root.Refuse(new ApiError(error.ErrorCode, error.Message));
        }
        catch (Exception error) when (error is MlflowException or GraphQlException)
        {
            errors.Add(error.Message);
            writer.WriteNullValue();
            return;
        }

        ObjectType.Write(writer, answer, field);
    }

    private static async ValueTask CheckAsync(MlflowCall call, RootField root, MlflowMessage message)
    {
        if (root.Subject.Kind == SubjectKind.Named)
        {
            await ResourceAccess.CheckAsync(call, AccessLevel.Read, () => RequestedResources.Find(root.Subject, message));
        }
    }

    private static MlflowMessage Message(JsonElement arguments, RootField root) => root.Fields is null
        ? MlflowMessage.FromJson(arguments)
        : arguments.TryGetProperty(root.Argument, out var input) ? MlflowMessage.FromJson(input) : default;

    private static async Task RefuseAsync(MlflowCall call, GraphQlException error)
    {
        var buffer = JsonBuffer.Rent();
        buffer.Writer.WriteStartObject();
        buffer.Writer.WriteNull("data");
        WriteErrors(buffer.Writer, [error.Message]);
        buffer.Writer.WriteEndObject();
        await buffer.SendAsync(call.Context.Response);
    }

    // MLflow sends the texts alone, and null where there is none.
    private static void WriteErrors(Utf8JsonWriter writer, List<string> errors)
    {
        writer.WritePropertyName("errors");
        if (errors.Count == 0)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var error in errors)
        {
            writer.WriteStringValue(MlflowError.ReplaceLoneSurrogates(error));
        }

        writer.WriteEndArray();
    }
}
