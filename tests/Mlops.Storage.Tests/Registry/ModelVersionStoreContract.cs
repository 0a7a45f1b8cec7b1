using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.Registry;

/// <summary>What every <see cref="IModelVersionStore"/> promises.</summary>
public abstract class ModelVersionStoreContract : RegistryContract
{
    [Fact]
    public async Task A_version_is_noted_on_the_logged_model_it_was_made_from()
    {
        await AddModel("net");
        var model = (await Backend.LoggedModels.CreateAsync(Workspace, new NewLoggedModel("0", "logged", "", "", [], []), Stop)).Info.ModelId;
        for (var i = 0; i < 2; i++)
        {
            await Versions.CreateAsync(
                Workspace, new NewModelVersion { Name = "net", Source = "models:/" + model, StorageLocation = "x", LoggedModelId = model }, Stop);
        }

        var info = (await Backend.LoggedModels.GetAsync(Workspace, model, includeDeleted: false, Stop)).Info;
        Assert.Equal([new Tag("mlflow.modelVersions", """[{"name": "net", "version": 1}, {"name": "net", "version": 2}]""")], info.Tags);

        // A model that some other store keeps is none of this one's business.
        await Versions.CreateAsync(Workspace, new NewModelVersion { Name = "net", Source = "x", StorageLocation = "x", LoggedModelId = "m-elsewhere" }, Stop);
    }

    [Fact]
    public async Task A_version_is_read_as_it_was_created()
    {
        await AddModel("net");
        var now = Clock.Tick();
        var created = await Versions.CreateAsync(
            Workspace,
            new NewModelVersion
            {
                Name = "net",
                Source = "models:/other/1",
                StorageLocation = "mlflow-artifacts:/1/r/artifacts/m",
                RunId = "r",
                RunLink = "http://elsewhere/r",
                Description = "one",
                Tags = [new Tag("a", "1"), new Tag("a", "2")],
            },
            Stop);

        var read = await Versions.GetAsync(Workspace, "net", 1, Stop);
        Assert.Equivalent(created, read, strict: true);
        Assert.Equal(("net", "1", now, now), (read.Name, read.Version, read.CreationTimestamp, read.LastUpdatedTimestamp));
        Assert.Equal(("models:/other/1", "mlflow-artifacts:/1/r/artifacts/m"), (read.Source, read.StorageLocation));
        Assert.Equal(("r", "http://elsewhere/r", "one"), (read.RunId, read.RunLink, read.Description));
        Assert.Equal((ModelStage.None, ModelVersionStatus.Ready, null), (read.CurrentStage, read.Status, read.StatusMessage));
        Assert.Equal([new Tag("a", "2")], read.Tags);
        Assert.Equal(now, (await Models.GetAsync(Workspace, "net", Stop)).LastUpdatedTimestamp);
    }

    [Fact]
    public async Task A_version_needs_its_model()
    {
        await AddModel("net", "other");
        var error = await Refused(ErrorCode.ResourceDoesNotExist, async () => await AddVersion("net"));
        Assert.Equal("Registered Model with name=net not found", error.Message);
    }

    [Fact]
    public async Task Numbers_are_given_once_even_when_many_ask_at_once_and_some_are_deleted()
    {
        await AddModel("net");
        var versions = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => AddVersion("net")));
        Assert.Equal(Enumerable.Range(1, 40), versions.Select(version => int.Parse(version.Version, null)).Order());

        await Versions.DeleteAsync(Workspace, "net", 40, Stop);
        Assert.Equal("41", (await AddVersion("net")).Version);
    }

    [Fact]
    public async Task Nothing_is_seen_or_touched_from_another_workspace()
    {
        await AddModel("net");
        await AddVersion("net");
        await Models.SetAliasAsync(Workspace, "net", "champion", 1, Stop);
        await AddModel("net", "other");

        await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Versions.GetAsync("other", "net", 1, Stop)));
        await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Versions.UpdateAsync("other", "net", 1, "x", Stop)));
        await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Versions.SetStageAsync("other", "net", 1, ModelStage.Staging, true, Stop)));
        await Refused(ErrorCode.ResourceDoesNotExist, () => Versions.DeleteAsync("other", "net", 1, Stop));
        await Refused(ErrorCode.ResourceDoesNotExist, () => Versions.SetTagAsync("other", "net", 1, "k", "v", Stop));
        Assert.Null(await Versions.FindByAliasAsync("other", "net", "champion", Stop));
        Assert.Empty(await FindVersions("", workspace: "other"));
        Assert.Equal(["net/1"], await FindVersions(""));
    }

    [Fact]
    public async Task An_unknown_version_is_named_in_the_refusal()
    {
        await AddModel("net");
        var error = await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Versions.GetAsync(Workspace, "net", 9, Stop)));
        Assert.Equal("Model Version (name=net, version=9) not found", error.Message);
        await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Versions.GetAsync(Workspace, "absent", 1, Stop)));
    }

    [Fact]
    public async Task A_version_comes_with_its_aliases_wherever_it_comes()
    {
        await AddModel("net");
        await AddVersion("net");
        await Models.SetAliasAsync(Workspace, "net", "b", 1, Stop);
        await Models.SetAliasAsync(Workspace, "net", "a", 1, Stop);

        Assert.Equal(["a", "b"], (await Versions.GetAsync(Workspace, "net", 1, Stop)).Aliases);
        Assert.Equal(["a", "b"], (await Versions.FindByAliasAsync(Workspace, "net", "a", Stop))!.Aliases);
        Assert.Equal(["a", "b"], (await Models.GetAsync(Workspace, "net", Stop)).LatestVersions.Single().Aliases);
        await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Versions.FindByAliasAsync(Workspace, "absent", "a", Stop)));
    }

    [Fact]
    public async Task An_update_touches_the_version_and_not_its_model()
    {
        var model = await AddModel("net");
        await AddVersion("net");
        var now = Clock.Tick();

        var updated = await Versions.UpdateAsync(Workspace, "net", 1, "changed", Stop);
        Assert.Equal(("changed", now), (updated.Description, updated.LastUpdatedTimestamp));
        Assert.Equal(model.CreationTimestamp, (await Models.GetAsync(Workspace, "net", Stop)).LastUpdatedTimestamp);
        Assert.Null((await Versions.UpdateAsync(Workspace, "net", 1, null, Stop)).Description);
    }

    [Fact]
    public async Task A_version_that_takes_a_stage_may_archive_those_in_it()
    {
        await AddModel("net");
        await AddVersion("net");
        await AddVersion("net");
        await AddVersion("net");
        await Versions.SetStageAsync(Workspace, "net", 1, ModelStage.Production, false, Stop);
        await Versions.SetStageAsync(Workspace, "net", 2, ModelStage.Production, false, Stop);
        var now = Clock.Tick();

        var moved = await Versions.SetStageAsync(Workspace, "net", 3, ModelStage.Production, true, Stop);

        Assert.Equal((ModelStage.Production, now), (moved.CurrentStage, moved.LastUpdatedTimestamp));
        foreach (var archived in (long[])[1, 2])
        {
            var version = await Versions.GetAsync(Workspace, "net", archived, Stop);
            Assert.Equal((ModelStage.Archived, now), (version.CurrentStage, version.LastUpdatedTimestamp));
        }

        Assert.Equal(now, (await Models.GetAsync(Workspace, "net", Stop)).LastUpdatedTimestamp);
        Assert.Equal(ModelStage.Production, (await Versions.SetStageAsync(Workspace, "net", 3, ModelStage.Production, true, Stop)).CurrentStage);
    }

    [Fact]
    public async Task A_deleted_version_takes_its_aliases_and_tags_with_it()
    {
        await AddModel("net");
        await AddVersion("net", awaitsInspection: true, tags: [new Tag("k", "v")]);
        await AddVersion("net");
        await Models.SetAliasAsync(Workspace, "net", "champion", 1, Stop);
        await Models.SetAliasAsync(Workspace, "net", "other", 2, Stop);
        var now = Clock.Tick();

        await Versions.DeleteAsync(Workspace, "net", 1, Stop);

        await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Versions.GetAsync(Workspace, "net", 1, Stop)));
        Assert.Null(await Versions.FindByAliasAsync(Workspace, "net", "champion", Stop));
        var model = await Models.GetAsync(Workspace, "net", Stop);
        Assert.Equal([new RegisteredModelAlias("other", "2")], model.Aliases);
        Assert.Equal(now, model.LastUpdatedTimestamp);
        Assert.Empty(await FindVersions("tags.k = 'v'"));
        Assert.Null(await Backend.Inspections.TakeAsync(TimeSpan.FromMinutes(1), Stop));
    }

    [Fact]
    public async Task Tags_are_set_replaced_and_removed_whether_or_not_they_are_there()
    {
        await AddModel("net");
        await AddVersion("net");
        await Versions.SetTagAsync(Workspace, "net", 1, "k", "1", Stop);
        await Versions.SetTagAsync(Workspace, "net", 1, "k", "2", Stop);
        Assert.Equal([new Tag("k", "2")], (await Versions.GetAsync(Workspace, "net", 1, Stop)).Tags);

        await Versions.SetTagAsync(Workspace, "net", 1, "k", null, Stop);
        await Versions.SetTagAsync(Workspace, "net", 1, "k", null, Stop);
        Assert.Empty((await Versions.GetAsync(Workspace, "net", 1, Stop)).Tags);
    }

    [Fact]
    public async Task Search_filters_by_attributes_and_tags()
    {
        await AddModel("net");
        await AddModel("other");
        await AddVersion("net", runId: "r1", tags: [new Tag("x", "y")]);
        await AddVersion("net", runId: "r2", source: "s3://bucket/model");
        await AddVersion("other", runId: "r1");

        Assert.Equal(["net/2", "net/1"], await FindVersions("name = 'net'"));
        Assert.Equal(["net/1", "other/1"], await FindVersions("run_id = 'r1'"));
        Assert.Equal(["net/2", "net/1", "other/1"], await FindVersions("run_id IN ('r1', 'r2')"));
        Assert.Equal(["net/2"], await FindVersions("source_path LIKE 's3://%'"));
        Assert.Equal(["net/2"], await FindVersions("version_number > 1"));
        Assert.Equal(["net/1"], await FindVersions("tags.x = 'y' AND version_number <= 1"));
        Assert.Empty(await FindVersions("tags.x != 'y'"));
    }

    [Fact]
    public async Task Search_hides_versions_of_prompts_unless_asked_for_them()
    {
        Tag[] prompt = [new Tag("mlflow.prompt.is_prompt", "true")];
        await AddModel("net");
        await AddVersion("net");
        await AddModel("greet", tags: prompt);
        await AddVersion("greet", source: "prompt-template", tags: prompt);

        Assert.Equal(["net/1"], await FindVersions(""));
        Assert.Empty(await FindVersions("name = 'greet'"));
        Assert.Equal(["greet/1"], await FindVersions("name = 'greet' AND tags.`mlflow.prompt.is_prompt` = 'true'"));
    }

    [Fact]
    public async Task Search_orders_and_pages()
    {
        await AddModel("net");
        for (var i = 0; i < 3; i++)
        {
            Clock.Tick();
            await AddVersion("net");
        }

        Clock.Tick();
        await Versions.UpdateAsync(Workspace, "net", 2, "touched", Stop);
        Assert.Equal(["net/2", "net/3", "net/1"], await FindVersions(""));
        Assert.Equal(["net/1", "net/2", "net/3"], await FindVersions("", ["version_number ASC"]));
        Assert.Equal(["net/3", "net/2", "net/1"], await FindVersions("", ["creation_timestamp DESC"]));

        var first = await Versions.SearchAsync(Workspace, new ModelVersionQuery(SearchFilter.Empty, ModelVersionSearch.ParseOrderBy(null), 2, 0), Stop);
        Assert.Equal(2, PageToken.Decode(first.NextPageToken));
        var second = await Versions.SearchAsync(Workspace, new ModelVersionQuery(SearchFilter.Empty, ModelVersionSearch.ParseOrderBy(null), 2, 2), Stop);
        Assert.Equal("1", Assert.Single(second.Items).Version);
        Assert.Null(second.NextPageToken);
    }
}
