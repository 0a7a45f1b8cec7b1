using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Runs;

namespace Mlops.Client.Tests.RealServer;

public sealed class TrackingTests(RealHost host)
{
    private readonly MlopsClient _client = host.Client;

    [Fact]
    public async Task An_experiment_lives_its_life()
    {
        var id = await _client.Experiments.CreateAsync("life", tags: [new Tag("team", "land")]);
        await _client.Experiments.SetTagAsync(id, "team", "water");
        await _client.Experiments.SetTagAsync(id, "old", "1");
        await _client.Experiments.DeleteTagAsync(id, "old");
        await _client.Experiments.RenameAsync(id, "second life");

        var experiment = await _client.Experiments.GetAsync(id);
        Assert.Equal("second life", experiment.Name);
        Assert.Equal([new Tag("team", "water")], experiment.Tags);
        Assert.Null(await _client.Experiments.FindByNameAsync("life"));

        await _client.Experiments.DeleteAsync(id);
        Assert.Equal(LifecycleStage.Deleted, (await _client.Experiments.GetAsync(id)).LifecycleStage);
        Assert.Equal(ErrorCode.InvalidState, (await Assert.ThrowsAsync<MlopsException>(() => _client.Experiments.GetOrCreateAsync("second life"))).ErrorCode);
        await _client.Experiments.RestoreAsync(id);
        Assert.Equal(id, (await _client.Experiments.GetOrCreateAsync("second life")).ExperimentId);
    }

    [Fact]
    public async Task Several_callers_get_or_create_one_experiment()
    {
        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _client.Experiments.GetOrCreateAsync("together")));

        Assert.Single(found.Select(experiment => experiment.ExperimentId).Distinct());
    }

    [Fact]
    public async Task A_search_spans_pages()
    {
        for (var i = 0; i < 5; i++)
        {
            await _client.Experiments.CreateAsync($"paged-{i}");
        }

        var names = new List<string>();
        await foreach (var experiment in _client.Experiments.SearchAsync("name LIKE 'paged-%'", ["name DESC"], pageSize: 2))
        {
            names.Add(experiment.Name);
        }

        Assert.Equal(["paged-4", "paged-3", "paged-2", "paged-1", "paged-0"], names);
    }

    [Fact]
    public async Task What_a_run_logs_can_be_read_and_searched()
    {
        string id;
        await using (var run = await _client.StartRunAsync("search", new RunStart { RunName = "good", UserName = "ada" }))
        {
            id = run.RunId;
            run.LogParam("rate", 0.1);
            run.SetTag("team", "land");
            for (var step = 0; step < 3000; step++)
            {
                run.LogMetric("loss", 1.0 / (step + 1), step);
            }

            run.LogMetric("nan", double.NaN);
            await run.CompleteAsync();
        }

        var experiment = await _client.Experiments.FindByNameAsync("search");
        await using (var other = await _client.StartRunAsync("search"))
        {
            other.LogMetric("loss", 0.9);
            await other.FailAsync();
        }

        var found = new List<Run>();
        await foreach (var run in _client.Runs.SearchAsync([experiment!.ExperimentId], "metrics.loss < 0.1 AND params.rate = '0.1'"))
        {
            found.Add(run);
        }

        var good = Assert.Single(found);
        Assert.Equal((id, "good", "ada", RunStatus.Finished), (good.Info.RunId, good.Info.RunName, good.Info.UserId, good.Info.Status));
        Assert.NotNull(good.Info.EndTime);
        Assert.Contains(new Tag("team", "land"), good.Data.Tags);
        Assert.Equal(2999, good.Data.Metrics.Single(metric => metric.Key == "loss").Step);
        Assert.Equal(double.NaN, good.Data.Metrics.Single(metric => metric.Key == "nan").Value);

        var steps = new HashSet<long>();
        await foreach (var point in _client.Runs.GetMetricHistoryAsync(id, "loss"))
        {
            steps.Add(point.Step);
        }

        Assert.Equal(3000, steps.Count);
    }

    [Fact]
    public async Task A_parameter_that_the_server_knows_otherwise_is_reported()
    {
        await using var run = await _client.StartRunAsync("conflict");
        run.LogParam("rate", "0.1");
        await run.CompleteAsync();

        await using var again = await _client.ResumeRunAsync(run.RunId);
        Assert.Equal(RunStatus.Running, (await _client.Runs.GetAsync(run.RunId)).Info.Status);
        again.LogParam("rate", "0.2");
        again.LogParam("depth", "3");
        again.LogMetric("loss", 1);
        var refusal = await Assert.ThrowsAsync<MlopsException>(() => again.CompleteAsync());

        Assert.Contains("Changing param values is not allowed", refusal.Message, StringComparison.Ordinal);
        var stored = await _client.Runs.GetAsync(run.RunId);
        Assert.Equal([new Param("depth", "3"), new Param("rate", "0.1")], stored.Data.Params.OrderBy(param => param.Key));
        Assert.Single(stored.Data.Metrics);
        Assert.Equal(RunStatus.Finished, stored.Info.Status);
    }

    [Fact]
    public async Task The_dataset_of_a_run_is_noted_with_its_digest()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "measurements.csv");
        await using var run = await _client.StartRunAsync("datasets");

        await run.LogDatasetAsync(await DatasetFile.DescribeAsync(file), "training");
        await run.LogDatasetAsync(await DatasetFile.DescribeAsync(file), "training");
        await run.CompleteAsync();

        var input = Assert.Single((await _client.Runs.GetAsync(run.RunId)).Inputs.DatasetInputs);
        Assert.Equal("measurements", input.Dataset.Name);
        Assert.Equal(32, input.Dataset.Digest.Length);
        Assert.Equal(new Tag("mlflow.data.context", "training"), Assert.Single(input.Tags));
    }

    [Fact]
    public async Task The_same_name_in_two_projects_is_two_experiments()
    {
        using var other = new MlopsClient(host.TrackingUri("examples/iris-measurements"));

        var here = await _client.Experiments.GetOrCreateAsync("shared name");
        var there = await other.Experiments.GetOrCreateAsync("shared name");

        Assert.NotEqual(here.ExperimentId, there.ExperimentId);
    }

    [Fact]
    public async Task What_does_not_exist_is_said_in_the_protocols_terms()
    {
        var failure = await Assert.ThrowsAsync<MlopsException>(() => _client.Runs.GetAsync(new string('0', 32)));

        Assert.Equal(ErrorCode.ResourceDoesNotExist, failure.ErrorCode);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, failure.HttpStatus);
    }

    [Fact]
    public async Task Runs_are_deleted_and_restored()
    {
        var experiment = await _client.Experiments.GetOrCreateAsync("trash");
        var run = await _client.Runs.CreateAsync(experiment.ExperimentId, "gone");
        await _client.Runs.SetTagAsync(run.Info.RunId, "k", "v");
        await _client.Runs.DeleteTagAsync(run.Info.RunId, "k");

        await _client.Runs.DeleteAsync(run.Info.RunId);
        Assert.Equal(LifecycleStage.Deleted, (await _client.Runs.GetAsync(run.Info.RunId)).Info.LifecycleStage);
        await _client.Runs.RestoreAsync(run.Info.RunId);

        var stored = await _client.Runs.GetAsync(run.Info.RunId);
        Assert.Equal(LifecycleStage.Active, stored.Info.LifecycleStage);
        Assert.DoesNotContain(stored.Data.Tags, tag => tag.Key == "k");
    }
}
