using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking;
using Mlops.Tracking.Scorers;

namespace Mlops.Storage.Tests.Evaluation;

/// <summary>What every store of scorers does (rpcs <c>registerScorer</c> to <c>deleteScorer</c>).</summary>
public abstract class ScorerContract(TrackingStores stores) : TrackingContract(stores)
{
    private readonly TrackingStores _stores = stores;

    private IScorerStore Scorers => _stores.Scorers;

    [Fact]
    public async Task Every_registration_is_one_more_version()
    {
        var experimentId = await CreateExperimentAsync();
        var first = await Scorers.RegisterAsync(Workspace, experimentId, "judge", "{\"v\": 1}", Stop);
        Time.Milliseconds++;
        var second = await Scorers.RegisterAsync(Workspace, experimentId, "judge", "{\"v\": 2}", Stop);
        var other = await Scorers.RegisterAsync(Workspace, experimentId, "Alpha", "{}", Stop);

        Assert.Matches("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", first.ScorerId);
        Assert.Equal((1, 2, first.ScorerId), (first.ScorerVersion, second.ScorerVersion, second.ScorerId));
        Assert.NotEqual(first.ScorerId, other.ScorerId);
        Assert.Equal([other, second], await Scorers.ListAsync(Workspace, experimentId, null, Stop));
        Assert.Equal([first, second], await Scorers.ListVersionsAsync(Workspace, experimentId, "judge", Stop));
        Assert.Equal(second, await Scorers.GetAsync(Workspace, experimentId, "judge", null, Stop));
        Assert.Equal(first, await Scorers.GetAsync(Workspace, experimentId, "judge", 1, Stop));
    }

    [Fact]
    public async Task A_deleted_version_leaves_the_others_and_a_deleted_scorer_leaves_none()
    {
        var experimentId = await CreateExperimentAsync();
        await Scorers.RegisterAsync(Workspace, experimentId, "judge", "{\"v\": 1}", Stop);
        var last = await Scorers.RegisterAsync(Workspace, experimentId, "judge", "{\"v\": 2}", Stop);

        await Scorers.DeleteAsync(Workspace, experimentId, "judge", 1, Stop);
        Assert.Equal([last], await Scorers.ListVersionsAsync(Workspace, experimentId, "judge", Stop));
        await UnknownAsync(() => Scorers.DeleteAsync(Workspace, experimentId, "judge", 1, Stop).AsTask());
        await Scorers.ConfigureAsync(Workspace, experimentId, "judge", 0, null, Stop);
        await Scorers.DeleteAsync(Workspace, experimentId, "judge", null, Stop);

        Assert.Empty(await Scorers.ListAsync(Workspace, experimentId, null, Stop));
        Assert.Empty(await Scorers.GetConfigsAsync(Workspace, [last.ScorerId], Stop));
        var again = await Scorers.RegisterAsync(Workspace, experimentId, "judge", "{}", Stop);
        Assert.Equal(1, again.ScorerVersion);
        Assert.NotEqual(last.ScorerId, again.ScorerId);
    }

    [Fact]
    public async Task What_does_not_exist_is_refused_by_its_name()
    {
        var experimentId = await CreateExperimentAsync();
        await Scorers.RegisterAsync(Workspace, experimentId, "judge", "{}", Stop);

        var error = await UnknownAsync(() => Scorers.GetAsync(Workspace, experimentId, "none", null, Stop).AsTask());
        Assert.Equal($"Scorer with name 'none' not found for experiment {experimentId}.", error.Message);
        error = await UnknownAsync(() => Scorers.GetAsync(Workspace, experimentId, "judge", 7, Stop).AsTask());
        Assert.Equal($"Scorer with name 'judge' and version 7 not found for experiment {experimentId}.", error.Message);
        await UnknownAsync(() => Scorers.ListVersionsAsync(Workspace, experimentId, "none", Stop).AsTask());
        await UnknownAsync(() => Scorers.DeleteAsync(Workspace, experimentId, "none", null, Stop).AsTask());
        await UnknownAsync(() => Scorers.ConfigureAsync(Workspace, experimentId, "none", 0, null, Stop).AsTask());
        await UnknownAsync(() => Scorers.ListAsync(Workspace, "999999", null, Stop).AsTask());
    }

    [Fact]
    public async Task Nothing_of_another_workspace_is_reached()
    {
        var other = NewWorkspace();
        var experimentId = await CreateExperimentAsync();
        var scorer = await Scorers.RegisterAsync(Workspace, experimentId, "judge", "{}", Stop);
        await Scorers.ConfigureAsync(Workspace, experimentId, "judge", 0, null, Stop);

        await UnknownAsync(() => Scorers.RegisterAsync(other, experimentId, "judge", "{}", Stop).AsTask());
        await UnknownAsync(() => Scorers.ListAsync(other, experimentId, null, Stop).AsTask());
        await UnknownAsync(() => Scorers.GetAsync(other, experimentId, "judge", null, Stop).AsTask());
        await UnknownAsync(() => Scorers.DeleteAsync(other, experimentId, "judge", null, Stop).AsTask());
        await UnknownAsync(() => Scorers.ConfigureAsync(other, experimentId, "judge", 0, null, Stop).AsTask());
        Assert.Empty(await Scorers.GetConfigsAsync(other, [scorer.ScorerId], Stop));
        Assert.Single(await Scorers.GetConfigsAsync(Workspace, [scorer.ScorerId], Stop));
    }

    [Fact]
    public async Task An_experiment_must_be_active()
    {
        var experimentId = await CreateExperimentAsync();
        await Scorers.RegisterAsync(Workspace, experimentId, "judge", "{}", Stop);
        await Experiments.SetLifecycleStageAsync(Workspace, experimentId, LifecycleStage.Deleted, Stop);
        await InvalidAsync(() => Scorers.RegisterAsync(Workspace, experimentId, "judge", "{}", Stop).AsTask());
        await InvalidAsync(() => Scorers.ListAsync(Workspace, experimentId, null, Stop).AsTask());
    }

    [Fact]
    public async Task A_scorer_has_one_configuration_of_its_own()
    {
        var experimentId = await CreateExperimentAsync();
        var scorer = await Scorers.RegisterAsync(Workspace, experimentId, "judge", "{}", Stop);
        var unset = await Scorers.RegisterAsync(Workspace, experimentId, "unset", "{}", Stop);

        var first = await Scorers.ConfigureAsync(Workspace, experimentId, "judge", 0.5, "status = 'OK'", Stop);
        var second = await Scorers.ConfigureAsync(Workspace, experimentId, "judge", 0, null, Stop);

        Assert.Equal(first with { OnlineScoringConfigId = second.OnlineScoringConfigId, SampleRate = 0, FilterString = null }, second);
        Assert.NotEqual(first.OnlineScoringConfigId, second.OnlineScoringConfigId);
        Assert.Equal([second], await Scorers.GetConfigsAsync(Workspace, [unset.ScorerId, scorer.ScorerId, scorer.ScorerId, "none"], Stop));
    }
}
