using System.Net;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Client.Tests.Fakes;

/// <summary>As much of a tracking server as one run needs.</summary>
internal sealed class FakeTracking
{
    private const string Info =
        """{"run_id":"r1","run_uuid":"r1","experiment_id":"1","status":"RUNNING","lifecycle_stage":"active","artifact_uri":"mlflow-artifacts:/1/r1/artifacts"}""";

    private readonly Lock _lock = new();
    private readonly List<LogBatch> _batches = [];

    public FakeTracking() => Server.Otherwise = AnswerAsync;

    public FakeServer Server { get; } = new();

    /// <summary>Answers a batch; null takes it.</summary>
    public Func<LogBatch, HttpResponseMessage?> Judge { get; set; } = _ => null;

    /// <summary>Held before a batch is answered.</summary>
    public Func<Task> BeforeBatch { get; set; } = () => Task.CompletedTask;

    public IReadOnlyList<LogBatch> Batches
    {
        get
        {
            lock (_lock)
            {
                return [.. _batches];
            }
        }
    }

    public IEnumerable<Metric> Metrics => Batches.SelectMany(batch => batch.Metrics ?? []);

    public IEnumerable<Param> Params => Batches.SelectMany(batch => batch.Params ?? []);

    public IEnumerable<string> Statuses => Server.Requests
        .Where(request => request.Path.EndsWith("/runs/update", StringComparison.Ordinal))
        .Select(request => request.Json.GetProperty("status").GetString()!);

    private async Task<HttpResponseMessage> AnswerAsync(SentRequest request, CancellationToken cancellationToken)
    {
        switch (request.Path["/api/2.0/mlflow/".Length..])
        {
            case "experiments/get-by-name":
                return FakeServer.Json("""{"experiment":{"experiment_id":"1","name":"flowers","artifact_location":"mlflow-artifacts:/1","lifecycle_stage":"active"}}""");
            case "runs/create":
                return FakeServer.Json("{\"run\":{\"info\":" + Info + ",\"data\":{}}}");
            case "runs/update":
                return FakeServer.Json("{\"run_info\":" + Info + "}");
            case "runs/log-batch":
                var batch = System.Text.Json.JsonSerializer.Deserialize(request.Body, Http.ClientJson.Default.LogBatch)!;
                await BeforeBatch().WaitAsync(cancellationToken);
                if (Judge(batch) is { } refusal)
                {
                    return refusal;
                }

                lock (_lock)
                {
                    _batches.Add(batch);
                }

                return FakeServer.Json("{}");
            default:
                return FakeServer.Error(HttpStatusCode.NotFound, "ENDPOINT_NOT_FOUND", request.Path);
        }
    }
}
