using System.Text;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Access;
using Mlops.Hosting.Mlflow;
using Mlops.Hosting.Mlflow.Runs;
using Mlops.Hosting.Requests;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Tests.Access;

/// <summary>Whatever header and body a request has, what its handler reads is what the check in front of it saw.</summary>
public sealed class OneReadingTests
{
    private static readonly Gen<string?> ContentType = Gen.OneOf<string?>(
        Gen.OneOf<string?>(
            null, "", "application/json", "application/json; @", "application/json;", "Application/JSON", " application/json ; charset=\"x", "application/json; charset=utf-16",
            "application/json, text/plain", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "application/x-protobuf", "@", ";", "application/json\t"),
        Gen.String[Gen.Char["aplicton/jsx;@=\", "], 0, 24].Select(text => (string?)text));

    private static readonly Gen<string> Value = Gen.OneOf("\"own\"", "\"closed\"", "null", "7", "[\"closed\"]", "{\"run_id\":\"closed\"}", "\"\"", "\"a\\u0000b\"", "\"\\ud800\"");

    private static readonly Gen<string> Field = Gen.Select(
        Gen.OneOf("run_id", "runId", "run_uuid", "runUuid", "run_i\\u0064", "RUN_ID", "experiment_id", "key", "value", "tags", "\\ud800"), Value, (name, value) => $"\"{name}\":{value}");

    private static readonly Gen<byte[]> Body = Gen.Frequency(
        (8, Field.Array[0, 5].Select(fields => Encoding.UTF8.GetBytes("{" + string.Join(',', fields) + "}"))),
        (2, Field.Array[0, 3].Select(fields => Encoding.UTF8.GetBytes("\"{" + string.Join(',', fields).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "}\""))),
        (1, Field.Array[0, 3].Select(fields => Encoding.UTF8.GetBytes("\uFEFF{" + string.Join(',', fields) + "}"))),
        (1, Gen.Byte.Array[0, 30]),
        (1, Gen.OneOf("", "{", "[]", "null", "{}{}", "run_id=closed", "{\"run_id\":\"closed\",}").Select(Encoding.UTF8.GetBytes)));

    private static readonly Gen<string> Query = Gen.OneOf("", "?", "?run_id=own", "?run_id=closed&run_id=own", "?run_uuid=closed", "?RUN_ID=closed", "?x=1", "?run_id=");

    private static readonly RouteSubject Subject = ((RouteSubject)Names.Run("run_id", "run_uuid")) with { ReadsMessage = true };

    [Fact]
    public void What_the_handler_reads_is_what_the_check_saw() =>
        Gen.Select(Gen.OneOf("GET", "POST", "PUT", "PATCH", "DELETE"), ContentType, Query, Body).Sample(
            (method, contentType, query, body) =>
            {
                var context = Request(method, contentType, query, body);
                IReadOnlyList<string>? seen;
                try
                {
                    seen = RequestedResources.FindAsync(Subject, context).AsTask().GetAwaiter().GetResult()?.Changed.RunIds;
                }
                catch (MlflowException refusal)
                {
                    // What can't be read closes the request.
                    return refusal.HttpStatus is >= 400 and < 500;
                }

                var read = Handle(context);
                return read is null || (seen is not null && seen.Contains(read));
            },
            iter: 20_000);

    [Fact]
    public void A_batch_that_is_read_from_its_bytes_names_the_run_that_its_message_names() =>
        Body.Sample(
            body => !LogBatchReader.TryRead(body, out var runId, out _)
                || runId == MlflowRequestBody.ReadAsync(Request("POST", "application/json", "", body)).AsTask().GetAwaiter().GetResult().Message.String("run_id"),
            iter: 20_000);

    /// <summary>The run that a handler acts on; null where it refuses the message.</summary>
    private static string? Handle(HttpContext context)
    {
        try
        {
            return RunEndpoints.RunId(MlflowRequestBody.ReadAsync(context).AsTask().GetAwaiter().GetResult().Message);
        }
        catch (MlflowException)
        {
            return null;
        }
    }

    private static DefaultHttpContext Request(string method, string? contentType, string query, byte[] body)
    {
        var context = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton(new RequestMemory(1 << 20)).BuildServiceProvider() };
        (context.Request.Method, context.Request.QueryString, context.Request.Body) = (method, new QueryString(query), new MemoryStream(body));
        if (contentType is not null)
        {
            context.Request.Headers.ContentType = contentType;
        }

        return context;
    }
}
