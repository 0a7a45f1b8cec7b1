using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Mlops.Hosting.Tests.Traces;

public sealed class OtlpRouteTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_that_are_exported_can_be_read_and_searched()
    {
        await using var host = await TestHost.StartAsync();
        using var answer = await host.ExportAsync(TraceCalls.Export(TraceCalls.Id, "00000000000000ab", "00000000000000cd"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/x-protobuf", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
        var trace = (await host.GetAsync($"{TraceCalls.Base}/get?trace_id={TraceCalls.Id}")).GetProperty("trace");
        Assert.Equal(["AAAAAAAAAKs=", "AAAAAAAAAM0="], trace.GetProperty("spans").EnumerateArray().Select(span => span.GetProperty("span_id").GetString()));
        var info = trace.GetProperty("trace_info");
        Assert.Equal(("1970-01-01T00:00:01Z", "1s", "OK"), (info.GetProperty("request_time").GetString(), info.GetProperty("execution_duration").GetString(), info.GetProperty("state").GetString()));
        var found = await host.PostAsync($"{TraceCalls.Base}/search", new
        {
            locations = new[] { new { mlflow_experiment = new { experiment_id = "0" } } },
            filter = "span.attributes.k = 'v' AND span.name = 'span 00000000000000cd'",
        });
        Assert.Equal(TraceCalls.Id, Assert.Single(found.GetProperty("traces").EnumerateArray()).GetProperty("trace_id").GetString());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("raw")]
    public async Task A_body_may_be_packed(string encoding)
    {
        await using var host = await TestHost.StartAsync();
        using var packed = new MemoryStream();
        await using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            await packing.WriteAsync(TraceCalls.Export(TraceCalls.Id, "00000000000000ab"), Stop);
        }

        using var answer = await host.ExportAsync(packed.ToArray(), encoding: encoding == "raw" ? "deflate" : encoding);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await host.GetAsync($"{TraceCalls.Base}/get?trace_id={TraceCalls.Id}");
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_much_is_refused()
    {
        await using var host = await TestHost.StartAsync();
        using var packed = new MemoryStream();
        await using (var packing = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 40; i++)
            {
                await packing.WriteAsync(zeros, Stop);
            }
        }

        Assert.InRange(packed.Length, 1, 100_000);
        using var answer = await host.ExportAsync(packed.ToArray(), "application/x-protobuf", "gzip");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_request_without_its_experiment_is_refused_as_MLflow_does()
    {
        await using var host = await TestHost.StartAsync();
        using var answer = await host.ExportAsync(TraceCalls.Export(TraceCalls.Id, "00000000000000ab"), experimentId: null);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(
            """{"detail":[{"type":"missing","loc":["header","x-mlflow-experiment-id"],"msg":"Field required","input":null}]}""",
            await answer.Content.ReadAsStringAsync(Stop));
        using var unknown = await host.ExportAsync(TraceCalls.Export(TraceCalls.Id, "00000000000000ab"), experimentId: "77");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("RESOURCE_DOES_NOT_EXIST", await unknown.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var odd = await host.ExportAsync(TraceCalls.Export(TraceCalls.Id, "00000000000000ab"), experimentId: "../1");
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
    }

    [Theory]
    [InlineData("text/plain", null, "x", "Invalid Content-Type: text/plain. Expected: application/x-protobuf or application/json")]
    [InlineData("application/json", "br", "x", "Unsupported Content-Encoding: br")]
    [InlineData("application/json", "gzip", "x", "Failed to decompress gzip payload")]
    [InlineData("application/json", "deflate", "xyz", "Failed to decompress deflate payload")]
    [InlineData("application/json; charset=utf-8", null, "{", "Invalid OpenTelemetry format: the body is not the JSON of a trace export request.")]
    [InlineData("application/x-protobuf", null, "", "Invalid OpenTelemetry format: no spans found.")]
    public async Task What_can_t_be_read_is_refused_with_the_reason(string type, string? encoding, string body, string reason)
    {
        await using var host = await TestHost.StartAsync();
        using var answer = await host.ExportAsync(Encoding.UTF8.GetBytes(body), type, encoding);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(reason, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task One_span_that_is_none_keeps_all_out()
    {
        await using var host = await TestHost.StartAsync();
        using var answer = await host.ExportAsync(TraceCalls.Export(TraceCalls.Id, "00000000000000ab", "00000000000000cd00"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var found = await host.Client.GetAsync($"{TraceCalls.Base}/{TraceCalls.Id}", Stop);
        Assert.Equal(HttpStatusCode.NotFound, found.StatusCode);
    }

    [Fact]
    public async Task A_project_takes_spans_below_its_own_path()
    {
        await using var host = await TestHost.StartAsync();
        using var answer = await host.ExportAsync(TraceCalls.Export(TraceCalls.Id, "00000000000000ab"), path: "/mlflow/group/project/tracking/v1/traces");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await host.GetAsync($"/mlflow/group/project/tracking{TraceCalls.Base}/{TraceCalls.Id}");
        foreach (var path in (string[])[$"{TraceCalls.Base}/{TraceCalls.Id}", $"{TraceCalls.Base}/get?trace_id={TraceCalls.Id}", $"/ajax-api/2.0/mlflow/get-trace-artifact?request_id={TraceCalls.Id}"])
        {
            using var other = await host.Client.GetAsync(path, Stop);
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        }
    }
}
