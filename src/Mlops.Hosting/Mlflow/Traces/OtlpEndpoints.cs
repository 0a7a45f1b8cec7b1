using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Access;
using Mlops.Tracking.Traces;
using Mlops.Tracking.Traces.Otlp;

namespace Mlops.Hosting.Mlflow.Traces;

/// <summary>OpenTelemetry's trace export over HTTP, as MLflow takes it: spans in, an empty answer out.</summary>
internal static class OtlpEndpoints
{
    private const string ExperimentHeader = "x-mlflow-experiment-id";
    private const string Protobuf = "application/x-protobuf";

    public static void Map(MlflowRoutes routes) => routes.Raw("POST", "/v1/traces", AccessLevel.Write, Names.Experiment(ExperimentHeader).InHeader(), ExportAsync);

    private static async Task ExportAsync(HttpContext context)
    {
        var experimentId = context.Request.Headers[ExperimentHeader].ToString();
        if (experimentId.Length == 0)
        {
            await OtlpError.MissingHeaderAsync(context, ExperimentHeader);
            return;
        }

        var mediaType = MediaType(context.Request.ContentType);
        if (mediaType is not (Protobuf or "application/json"))
        {
            await OtlpError.WriteAsync(context, StatusCodes.Status400BadRequest, $"Invalid Content-Type: {context.Request.ContentType}. Expected: application/x-protobuf or application/json");
            return;
        }

        IReadOnlyList<Span> spans;
        try
        {
            using var body = await OtlpBody.ReadAsync(context);
            spans = mediaType == Protobuf ? OtlpReader.ReadProtobuf(body.Bytes.Span) : OtlpReader.ReadJson(body.Bytes);
        }
        catch (OtlpException refusal)
        {
            var status = refusal.IsReadable ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status400BadRequest;
            await OtlpError.WriteAsync(context, status, refusal.Message);
            return;
        }
        catch (OtlpBodyException refusal)
        {
            await OtlpError.WriteAsync(context, refusal.Status, refusal.Message);
            return;
        }

        // The header names the experiment of new traces; spans of a known one go to its own.
        var call = new MlflowCall(context, default);
        await ResourceAccess.CheckAsync(call, AccessLevel.Write, () => RequestedResources.Of(spans));
        await call.Service<TraceService>().LogSpansAsync(call.Workspace, experimentId, spans, call.Access.TraceWriter, call.Aborted);
        // An empty ExportTraceServiceResponse has no bytes.
        context.Response.ContentType = Protobuf;
        context.Response.ContentLength = 0;
    }

    private static string MediaType(string? contentType)
    {
        var end = contentType?.IndexOf(';', StringComparison.Ordinal) ?? -1;
        return (end < 0 ? contentType : contentType![..end])?.Trim() ?? "";
    }
}
