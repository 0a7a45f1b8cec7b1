using Mlops.Tracking.Errors;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.Tests.Tracking;

/// <summary>Writers that come together neither lose nor double what others write, whoever of them fails.</summary>
public abstract class ConcurrentWritesContract(TrackingStores stores) : TrackingContract(stores)
{
    [Fact]
    public async Task Each_of_many_writers_gets_its_own_answer_and_leaves_just_what_was_acknowledged()
    {
        var experimentId = await CreateExperimentAsync();
        var runId = await CreateRunAsync(experimentId);
        await LogParamsAsync(runId, new Param("fixed", "1"));
        var neverUsed = NewWorkspace();
        var answers = await Task.WhenAll(Enumerable.Range(0, 240).Select(i => AnswerAsync(i, (i % 6) switch
        {
            0 => LogMetricsAsync(runId, new Metric("m", i, i, i)),
            1 => LogAsync(runId, new RunBatch([new Metric("refused", i, i, i)], [new Param("fixed", "2")], [])),
            2 => CreateRunAsync(experimentId, startTime: i),
            // A workspace is noted before its experiment is missed.
            3 => CreateRunAsync("424242", neverUsed),
            4 => LogParamsAsync(runId, new Param($"p{i / 2}", $"{i}")),
            // Two writers want each of these names; one of them fails.
            _ => CreateExperimentAsync($"contested-{i / 12}"),
        })));

        var run = await GetRunAsync(runId);
        var points = await Metrics.GetHistoryAsync(Workspace, runId, "m", Stop);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (long)(6 * i)), points.Select(point => point.Step));
        Assert.Empty(await Metrics.GetHistoryAsync(Workspace, runId, "refused", Stop));
        Assert.Equal(41, run.Data.Params.Count);
        Assert.Equal(41, (await SearchRunsAsync([experimentId])).Count);
        Assert.Equal(21, (await SearchExperimentsAsync()).Count);
        Assert.Empty(await SearchExperimentsAsync(workspace: neverUsed));
        Assert.All(answers, answer => Assert.Equal(
            (answer.Index % 6) switch { 1 => ErrorCode.InvalidParameterValue, 3 => ErrorCode.ResourceDoesNotExist, 5 => answer.Error, _ => null },
            answer.Error));
        var contested = answers.Where(answer => answer.Index % 6 == 5).ToArray();
        Assert.Equal(20, contested.Count(answer => answer.Error is null));
        Assert.Equal(20, contested.Count(answer => answer.Error == ErrorCode.ResourceAlreadyExists));

        static async Task<(int Index, string? Error)> AnswerAsync(int index, Task write)
        {
            try
            {
                await write;
                return (index, null);
            }
            catch (MlflowException refusal)
            {
                return (index, refusal.ErrorCode);
            }
        }
    }

    [Fact]
    public async Task Of_two_values_of_a_parameter_that_come_together_one_wins()
    {
        var runId = await CreateRunAsync();
        var writes = Enumerable.Range(0, 30).Select(i => LogParamsAsync(runId, new Param("contested", $"{i}"))).ToArray();
        await Task.WhenAll(writes).ContinueWith(_ => { }, Stop, TaskContinuationOptions.None, TaskScheduler.Default);
        var winner = Array.FindIndex(writes, write => write.IsCompletedSuccessfully);
        _ = Assert.Single(writes, write => write.IsCompletedSuccessfully);
        Assert.Equal([new Param("contested", $"{winner}")], (await GetRunAsync(runId)).Data.Params);
    }

    [Fact]
    public async Task A_write_whose_caller_has_gone_before_leaves_nothing_behind()
    {
        var runId = await CreateRunAsync();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Runs.LogBatchAsync(Workspace, runId, new RunBatch([new Metric("m", 1, 1, 1)], [], []), gone.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Runs.GetAsync(Workspace, runId, gone.Token));
        Assert.Empty((await GetRunAsync(runId)).Data.Metrics);
    }
}
