using System.Net;
using Mlops.Client.Tests.Fakes;
using Mlops.Tracking.Runs;

namespace Mlops.Client.Tests;

public sealed class ActiveRunTests
{
    private readonly FakeTracking _tracking = new();
    private readonly InstantTime _time = new();

    private static HttpResponseMessage Down => new(HttpStatusCode.ServiceUnavailable);

    private MlopsClient Client => _tracking.Server.Client(_time, new RetryLimits { MaxRetries = 1 });

    [Fact]
    public async Task A_completed_run_has_sent_everything_and_is_finished()
    {
        await using (var run = await Client.StartRunAsync("flowers"))
        {
            run.LogParam("rate", 0.1);
            run.LogParam("shuffle", true);
            run.SetTag("team", "land");
            for (var step = 0; step < 2500; step++)
            {
                run.LogMetric("loss", 1.0 / (step + 1), step);
            }

            await run.CompleteAsync();
        }

        Assert.Equal(Enumerable.Range(0, 2500).Select(step => (long)step), _tracking.Metrics.Select(metric => metric.Step));
        Assert.Equal([new Param("rate", "0.1"), new Param("shuffle", "true")], _tracking.Params);
        Assert.All(_tracking.Batches, batch => Assert.InRange((batch.Metrics?.Count ?? 0) + (batch.Params?.Count ?? 0) + (batch.Tags?.Count ?? 0), 1, 1000));
        Assert.Equal(["FINISHED"], _tracking.Statuses);
        Assert.EndsWith("/runs/update", _tracking.Server.Requests[^1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_left_without_completing_has_sent_everything_and_is_failed()
    {
        await Assert.ThrowsAsync<DivideByZeroException>(async () =>
        {
            await using var run = await Client.StartRunAsync("flowers");
            run.LogMetric("loss", 1);
            throw new DivideByZeroException();
        });

        Assert.Single(_tracking.Metrics);
        Assert.Equal(["FAILED"], _tracking.Statuses);
    }

    [Fact]
    public async Task Disposing_a_run_that_ended_does_nothing()
    {
        var run = await Client.StartRunAsync("flowers");
        await run.EndAsync(RunStatus.Killed);

        await run.DisposeAsync();
        await run.DisposeAsync();

        Assert.Equal(["KILLED"], _tracking.Statuses);
    }

    [Fact]
    public async Task Metrics_survive_an_outage()
    {
        var judged = 0;
        _tracking.Judge = _ => Interlocked.Increment(ref judged) <= 9 ? Down : null;
        await using var run = await Client.StartRunAsync("flowers");
        run.LogMetric("loss", 1, 1);
        run.LogMetric("loss", 2, 2);

        while (true)
        {
            try
            {
                await run.CompleteAsync();
                break;
            }
            catch (MlopsException outage)
            {
                Assert.Contains("have not reached the server", outage.Message, StringComparison.Ordinal);
            }
        }

        Assert.Equal([1L, 2L], _tracking.Metrics.Select(metric => metric.Step));
        Assert.Equal(["FINISHED"], _tracking.Statuses);
    }

    [Fact]
    public async Task Values_that_can_not_be_delivered_are_reported_by_dispose()
    {
        _tracking.Judge = _ => Down;
        var run = await Client.StartRunAsync("flowers");
        run.LogMetric("loss", 1);
        run.LogMetric("loss", 2);

        var loss = await Assert.ThrowsAsync<MlopsException>(async () => await run.DisposeAsync());

        Assert.Equal("TEMPORARILY_UNAVAILABLE", loss.ErrorCode);
        Assert.Contains("2 logged values have not reached the server", loss.Message, StringComparison.Ordinal);
        Assert.Empty(_tracking.Statuses);
    }

    [Fact]
    public async Task What_complete_has_reported_dispose_does_not_report_again()
    {
        _tracking.Judge = _ => Down;
        var run = await Client.StartRunAsync("flowers");
        run.LogMetric("loss", 1);
        await Assert.ThrowsAsync<MlopsException>(() => run.CompleteAsync());

        await run.DisposeAsync();
    }

    [Fact]
    public async Task One_refused_value_does_not_take_the_others_with_it()
    {
        _tracking.Judge = batch => batch.Metrics?.Any(metric => metric.Key == "bad") == true || batch.Params?.Any(param => param.Key == "taken") == true
            ? FakeServer.Error(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "not this one")
            : null;
        var run = await Client.StartRunAsync("flowers");
        run.LogParam("rate", "1");
        run.LogParam("taken", "1");
        for (var step = 0; step < 900; step++)
        {
            run.LogMetric(step == 437 ? "bad" : "loss", step, step);
        }

        var refusal = await Assert.ThrowsAsync<MlopsException>(() => run.CompleteAsync());
        await run.DisposeAsync();

        Assert.Equal(HttpStatusCode.BadRequest, refusal.HttpStatus);
        Assert.Contains("refused 2 of the logged values", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("not this one", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(899, _tracking.Metrics.Select(metric => metric.Step).Distinct().Count());
        Assert.Equal([new Param("rate", "1")], _tracking.Params.Distinct());
        Assert.Equal(["FINISHED"], _tracking.Statuses);
    }

    [Fact]
    public async Task A_server_that_refuses_everything_is_not_asked_for_ever()
    {
        _tracking.Judge = _ => FakeServer.Error(HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "the run is deleted");
        var run = await Client.StartRunAsync("flowers");
        for (var step = 0; step < 900; step++)
        {
            run.LogMetric("loss", step, step);
        }

        var refusal = await Assert.ThrowsAsync<MlopsException>(() => run.FlushAsync());
        await run.DisposeAsync();

        Assert.Contains("refused 900", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(_tracking.Server.Requests.Count, 1, 200);
    }

    [Fact]
    public async Task Logging_waits_while_the_server_is_slow_and_goes_on_when_it_is_done()
    {
        var gate = new TaskCompletionSource();
        _tracking.BeforeBatch = () => gate.Task;
        await using var run = await Client.StartRunAsync("flowers", new RunStart { QueueCapacity = 3 });
        for (var step = 0; step < 3; step++)
        {
            run.LogMetric("loss", step, step);
        }

        var fourth = run.LogMetricAsync("loss", 3, 3).AsTask();
        var fifth = Task.Run(() => run.LogMetric("loss", 4, 4));
        Assert.False(fourth.IsCompleted);
        gate.SetResult();
        await Task.WhenAll(fourth, fifth);
        await run.CompleteAsync();

        Assert.Equal([0L, 1L, 2L, 3L, 4L], _tracking.Metrics.Select(metric => metric.Step).Order());
    }

    [Fact]
    public async Task Logging_fails_instead_of_waiting_when_there_is_no_room_and_no_server()
    {
        _tracking.Judge = _ => Down;
        var run = await Client.StartRunAsync("flowers", new RunStart { QueueCapacity = 1 });
        run.LogMetric("loss", 1);

        var failure = Assert.Throws<MlopsException>(() => run.LogMetric("loss", 2));
        await Assert.ThrowsAsync<MlopsException>(async () => await run.LogMetricAsync("loss", 2));

        Assert.Contains("1 logged values have not reached the server", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MlopsException>(async () => await run.DisposeAsync());
    }

    [Fact]
    public async Task Waiting_for_room_can_be_cancelled()
    {
        var gate = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        _tracking.BeforeBatch = () => gate.Task;
        await using var run = await Client.StartRunAsync("flowers", new RunStart { QueueCapacity = 1 });
        run.LogMetric("loss", 1, 1);

        var second = run.LogMetricAsync("loss", 2, 2, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult();
        await run.CompleteAsync();

        Assert.Equal([1L], _tracking.Metrics.Select(metric => metric.Step));
    }

    [Fact]
    public async Task A_cancelled_end_leaves_the_run_to_dispose()
    {
        var gate = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        _tracking.BeforeBatch = () => gate.Task;
        var run = await Client.StartRunAsync("flowers");
        run.LogMetric("loss", 1);

        var end = run.CompleteAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => end);
        gate.SetResult();
        await run.DisposeAsync();

        Assert.Single(_tracking.Metrics);
        Assert.Equal(["FINISHED"], _tracking.Statuses);
    }

    [Fact]
    public async Task Nothing_can_be_logged_after_the_end()
    {
        var run = await Client.StartRunAsync("flowers");
        await run.CompleteAsync();
        await run.DisposeAsync();

        Assert.Throws<InvalidOperationException>(() => run.LogMetric("loss", 1));
        Assert.Throws<InvalidOperationException>(() => run.SetTag("k", "v"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../loss")]
    [InlineData("loss?")]
    [InlineData("a//b")]
    public async Task A_name_that_the_protocol_does_not_allow_is_found_where_it_is_written(string key)
    {
        await using var run = await Client.StartRunAsync("flowers");

        Assert.Throws<ArgumentException>(nameof(key), () => run.LogMetric(key, 1));
        Assert.Throws<ArgumentException>(nameof(key), () => run.LogParam(key, "1"));
        Assert.Throws<ArgumentException>(nameof(key), () => run.SetTag(key, "1"));
    }

    [Fact]
    public async Task A_parameter_cannot_change()
    {
        await using var run = await Client.StartRunAsync("flowers");
        run.LogParam("rate", "0.1");
        run.LogParam("rate", 0.1);

        Assert.Throws<ArgumentException>("value", () => run.LogParam("rate", "0.2"));
        await run.CompleteAsync();

        Assert.Equal([new Param("rate", "0.1")], _tracking.Params);
    }

    [Fact]
    public async Task Metrics_of_many_threads_all_arrive()
    {
        await Client.RunAsync("flowers", (run, cancel) => Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(
            () =>
            {
                for (var step = 0; step < 1000; step++)
                {
                    run.LogMetric($"loss{thread}", step, step);
                }
            },
            cancel))));

        Assert.Equal(8000, _tracking.Metrics.Distinct().Count());
        Assert.All(_tracking.Metrics.GroupBy(metric => metric.Key), thread => Assert.Equal(thread.Select(metric => metric.Step).Order(), thread.Select(metric => metric.Step)));
    }

    [Fact]
    public async Task Work_that_throws_is_a_failed_run_and_throws_what_it_threw()
    {
        _tracking.Judge = _ => Down;

        var error = await Assert.ThrowsAsync<DivideByZeroException>(() => Client.RunAsync("flowers", (run, _) =>
        {
            run.LogMetric("loss", 1);
            throw new DivideByZeroException();
        }));

        Assert.Contains("have not reached", (string)error.Data["MlopsClient"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_is_cancelled_is_a_killed_run()
    {
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.RunAsync(
            "flowers",
            async (run, token) =>
            {
                run.LogMetric("loss", 1);
                await cancel.CancelAsync();
                token.ThrowIfCancellationRequested();
            },
            cancellationToken: cancel.Token));

        Assert.Single(_tracking.Metrics);
        Assert.Equal(["KILLED"], _tracking.Statuses);
    }

    [Fact]
    public async Task Values_carry_the_time_they_were_logged_at()
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();

        await Client.RunAsync("flowers", (run, _) =>
        {
            run.LogMetric("loss", 1);
            return Task.CompletedTask;
        });

        Assert.Equal(now, _tracking.Metrics.Single().Timestamp);
    }

    [Fact]
    public async Task A_run_starts_with_the_tags_that_MLflow_shows()
    {
        await using var run = await Client.StartRunAsync(
            "flowers", new RunStart { RunName = "first", UserName = "ada", Description = "A *try*.", Tags = [new("mlflow.source.name", "train.cs")] });
        await run.CompleteAsync();

        var create = _tracking.Server.Requests.Single(request => request.Path.EndsWith("/runs/create", StringComparison.Ordinal)).Json;
        var tags = create.GetProperty("tags").EnumerateArray().Select(tag => $"{tag.GetProperty("key")}={tag.GetProperty("value")}");
        Assert.Equal("first", create.GetProperty("run_name").GetString());
        Assert.Equal(["mlflow.source.name=train.cs", "mlflow.user=ada", "mlflow.source.type=LOCAL", "mlflow.note.content=A *try*."], tags);
    }
}
