using Mlops.Tracking;
using Mlops.Tracking.Registry;

namespace Mlops.Storage.Tests.Registry;

/// <summary>What every <see cref="IModelInspectionQueue"/> promises.</summary>
public abstract class ModelInspectionQueueContract : RegistryContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private IModelInspectionQueue Inspections => Backend.Inspections;

    [Fact]
    public async Task A_version_that_awaits_an_inspection_is_pending_and_is_taken_with_all_that_tells_where_it_is()
    {
        await AddModel("net");
        var version = await AddVersion("net", awaitsInspection: true);
        Assert.Equal(ModelVersionStatus.PendingRegistration, version.Status);

        var taken = await Inspections.TakeAsync(Lease, Stop);

        Assert.NotNull(taken);
        Assert.Equal((Workspace, "net", "1", 1), (taken.Workspace, taken.Name, taken.Version, taken.Attempt));
        Assert.Equal(version.StorageLocation, taken.StorageLocation);
    }

    [Fact]
    public async Task A_version_that_awaits_none_is_not_taken()
    {
        await AddModel("net");
        await AddVersion("net");
        Assert.Null(await Inspections.TakeAsync(Lease, Stop));
    }

    [Fact]
    public async Task Only_one_of_many_takes_an_inspection()
    {
        await AddModel("net");
        await AddVersion("net", awaitsInspection: true);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Inspections.TakeAsync(Lease, Stop).AsTask()));

        Assert.Single(taken, inspection => inspection is not null);
    }

    [Fact]
    public async Task The_one_that_is_due_longest_comes_first()
    {
        await AddModel("net");
        await AddVersion("net", awaitsInspection: true);
        Clock.Tick();
        await AddVersion("net", awaitsInspection: true);

        Assert.Equal("1", (await Inspections.TakeAsync(Lease, Stop))!.Version);
        Assert.Equal("2", (await Inspections.TakeAsync(Lease, Stop))!.Version);
        Assert.Null(await Inspections.TakeAsync(Lease, Stop));
    }

    [Fact]
    public async Task A_lease_that_runs_out_lets_another_take_over_and_shuts_the_first_out()
    {
        await AddModel("net");
        await AddVersion("net", awaitsInspection: true);
        var first = await Inspections.TakeAsync(Lease, Stop);
        Clock.Advance(Lease - TimeSpan.FromMilliseconds(1));
        Assert.Null(await Inspections.TakeAsync(Lease, Stop));
        Clock.Tick();

        var second = await Inspections.TakeAsync(Lease, Stop);

        Assert.Equal(2, second!.Attempt);
        Assert.False(await Inspections.RenewAsync(first!, Lease, Stop));
        Assert.False(await Inspections.PostponeAsync(first!, TimeSpan.Zero, Stop));
        Assert.False(await Inspections.ReturnAsync(first!, Stop));
        Assert.Null(await Inspections.CompleteAsync(first!, InspectionResult.Ready, Stop));
        Assert.Equal(ModelVersionStatus.PendingRegistration, (await Versions.GetAsync(Workspace, "net", 1, Stop)).Status);
        Assert.NotNull(await Inspections.CompleteAsync(second, InspectionResult.Ready, Stop));
    }

    [Fact]
    public async Task A_renewed_lease_lasts()
    {
        await AddModel("net");
        await AddVersion("net", awaitsInspection: true);
        var taken = await Inspections.TakeAsync(Lease, Stop);
        Clock.Advance(Lease / 2);
        Assert.True(await Inspections.RenewAsync(taken!, Lease, Stop));
        Clock.Advance(Lease / 2);
        Assert.Null(await Inspections.TakeAsync(Lease, Stop));
    }

    [Fact]
    public async Task What_is_postponed_is_due_after_the_delay()
    {
        await AddModel("net");
        await AddVersion("net", awaitsInspection: true);
        var taken = await Inspections.TakeAsync(Lease, Stop);
        Assert.True(await Inspections.PostponeAsync(taken!, TimeSpan.FromSeconds(5), Stop));
        Clock.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.Null(await Inspections.TakeAsync(Lease, Stop));
        Clock.Tick();
        Assert.Equal(2, (await Inspections.TakeAsync(Lease, Stop))!.Attempt);
    }

    [Fact]
    public async Task What_is_returned_is_due_at_once_and_counts_as_not_taken()
    {
        await AddModel("net");
        await AddVersion("net", awaitsInspection: true);
        Assert.True(await Inspections.ReturnAsync((await Inspections.TakeAsync(Lease, Stop))!, Stop));
        Assert.Equal(1, (await Inspections.TakeAsync(Lease, Stop))!.Attempt);
    }

    [Fact]
    public async Task The_list_survives_a_restart()
    {
        await AddModel("net");
        await AddVersion("net", awaitsInspection: true);
        await Inspections.TakeAsync(Lease, Stop);

        await Backend.ReopenAsync();

        Assert.Null(await Inspections.TakeAsync(Lease, Stop));
        Clock.Advance(Lease);
        Assert.Equal(2, (await Inspections.TakeAsync(Lease, Stop))!.Attempt);
    }

    [Fact]
    public async Task A_result_sets_status_and_message_and_replaces_the_tags_of_its_format_alone()
    {
        await AddModel("net");
        await AddVersion("net", awaitsInspection: true, tags: [new Tag("mlops.onnx.valid", "forged"), new Tag("mlops.onnx.old", "x"), new Tag("mlops.onnxy", "kept"), new Tag("k", "v")]);
        var taken = await Inspections.TakeAsync(Lease, Stop);
        var now = Clock.Tick();

        var version = await Inspections.CompleteAsync(
            taken!,
            new InspectionResult(ModelVersionStatus.FailedRegistration, "The model is broken.", "mlops.onnx.", new Dictionary<string, string> { ["mlops.onnx.valid"] = "false" }),
            Stop);

        Assert.Equal((ModelVersionStatus.FailedRegistration, "The model is broken.", now), (version!.Status, version.StatusMessage, version.LastUpdatedTimestamp));
        Assert.Equal([new Tag("k", "v"), new Tag("mlops.onnx.valid", "false"), new Tag("mlops.onnxy", "kept")], version.Tags);
        Assert.Equivalent(version, await Versions.GetAsync(Workspace, "net", 1, Stop), strict: true);
        Assert.Null(await Inspections.CompleteAsync(taken!, InspectionResult.Ready, Stop));
        Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await Inspections.TakeAsync(Lease, Stop));
    }

    [Fact]
    public async Task A_version_that_is_deleted_during_its_inspection_stays_deleted()
    {
        await AddModel("net");
        await AddVersion("net", awaitsInspection: true);
        var taken = await Inspections.TakeAsync(Lease, Stop);
        await Versions.DeleteAsync(Workspace, "net", 1, Stop);

        Assert.Null(await Inspections.CompleteAsync(taken!, InspectionResult.Ready, Stop));
        Assert.Empty(await FindVersions(""));
    }

    [Fact]
    public async Task A_model_that_is_renamed_during_its_inspection_gets_the_result_all_the_same()
    {
        await AddModel("net");
        await AddVersion("net", awaitsInspection: true);
        var taken = await Inspections.TakeAsync(Lease, Stop);
        await Models.RenameAsync(Workspace, "net", "new", Stop);

        var version = await Inspections.CompleteAsync(taken!, InspectionResult.Ready, Stop);

        Assert.Equal(("new", ModelVersionStatus.Ready), (version!.Name, version.Status));
    }
}
