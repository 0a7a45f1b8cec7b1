using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.Registry;

/// <summary>What every <see cref="IRegisteredModelStore"/> promises.</summary>
public abstract class RegisteredModelStoreContract : RegistryContract
{
    [Fact]
    public async Task A_model_is_read_as_it_was_created()
    {
        var created = await AddModel("net", description: "d", tags: [new Tag("a", "1"), new Tag("a", "2"), new Tag("b", "")]);

        var read = await Models.GetAsync(Workspace, "net", Stop);
        Assert.Equivalent(created, read, strict: true);
        Assert.Equal("d", read.Description);
        Assert.Equal(Clock.Now, read.CreationTimestamp);
        Assert.Equal(Clock.Now, read.LastUpdatedTimestamp);
        Assert.Equal([new Tag("a", "2"), new Tag("b", "")], read.Tags);
        Assert.Empty(read.LatestVersions);
        Assert.Empty(read.Aliases);
    }

    [Fact]
    public async Task A_name_is_unique_in_its_workspace_and_free_in_others()
    {
        await AddModel("net");
        await AddModel("net", "other");
        await AddModel("net", "");

        var error = await Refused(ErrorCode.ResourceAlreadyExists, async () => await AddModel("net"));
        Assert.Equal("Registered Model (name=net) already exists.", error.Message);
    }

    [Theory]
    [InlineData(false, false, "Registered Model (name=x) already exists.")]
    [InlineData(true, true, "Prompt (name=x) already exists.")]
    [InlineData(true, false, "Tried to create a registered model with name 'x', but the name is already taken by a prompt. MLflow does not allow creating a model and a prompt with the same name.")]
    [InlineData(false, true, "Tried to create a prompt with name 'x', but the name is already taken by a registered model. MLflow does not allow creating a model and a prompt with the same name.")]
    public async Task A_taken_name_is_refused_by_what_has_it(bool hasPrompt, bool wantsPrompt, string message)
    {
        Tag[] prompt = [new Tag("mlflow.prompt.is_prompt", "true")];
        await AddModel("x", tags: hasPrompt ? prompt : []);

        Assert.Equal(message, (await Refused(ErrorCode.ResourceAlreadyExists, async () => await AddModel("x", tags: wantsPrompt ? prompt : []))).Message);
    }

    [Fact]
    public async Task Nothing_is_seen_or_touched_from_another_workspace()
    {
        await AddModel("net");
        await AddVersion("net");

        await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Models.GetAsync("other", "net", Stop)));
        await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Models.UpdateAsync("other", "net", "x", Stop)));
        await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Models.RenameAsync("other", "net", "y", Stop)));
        await Refused(ErrorCode.ResourceDoesNotExist, () => Models.DeleteAsync("other", "net", Stop));
        await Refused(ErrorCode.ResourceDoesNotExist, () => Models.SetTagAsync("other", "net", "k", "v", Stop));
        await Refused(ErrorCode.ResourceDoesNotExist, () => Models.SetAliasAsync("other", "net", "a", 1, Stop));
        Assert.Empty(await FindModels("", workspace: "other"));
        Assert.Empty(await FindModels("", workspace: ""));
        Assert.Equal(["net"], await FindModels(""));
    }

    [Fact]
    public async Task An_unknown_model_is_named_in_the_refusal()
    {
        var error = await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Models.GetAsync(Workspace, "nope", Stop)));
        Assert.Equal("Registered Model with name=nope not found", error.Message);
    }

    [Fact]
    public async Task An_update_replaces_the_description_and_moves_the_time()
    {
        await AddModel("net", description: "old");
        var now = Clock.Tick();

        var updated = await Models.UpdateAsync(Workspace, "net", "new", Stop);
        Assert.Equal(("new", now), (updated.Description, updated.LastUpdatedTimestamp));
        Assert.Null((await Models.UpdateAsync(Workspace, "net", null, Stop)).Description);
    }

    [Fact]
    public async Task A_rename_takes_versions_tags_and_aliases_along()
    {
        await AddModel("old", tags: [new Tag("k", "v")]);
        await AddVersion("old", tags: [new Tag("x", "y")]);
        await Models.SetAliasAsync(Workspace, "old", "champion", 1, Stop);
        var now = Clock.Tick();

        var renamed = await Models.RenameAsync(Workspace, "old", "new", Stop);

        Assert.Equal(("new", now), (renamed.Name, renamed.LastUpdatedTimestamp));
        Assert.Equal([new Tag("k", "v")], renamed.Tags);
        Assert.Equal([new RegisteredModelAlias("champion", "1")], renamed.Aliases);
        var version = await Versions.GetAsync(Workspace, "new", 1, Stop);
        Assert.Equal(("new", now), (version.Name, version.LastUpdatedTimestamp));
        Assert.Equal([new Tag("x", "y")], version.Tags);
        await Refused(ErrorCode.ResourceDoesNotExist, Act(() => Models.GetAsync(Workspace, "old", Stop)));
    }

    [Fact]
    public async Task A_rename_onto_a_taken_name_changes_nothing()
    {
        await AddModel("a");
        await AddVersion("a");
        await AddModel("b");
        var before = await Models.GetAsync(Workspace, "a", Stop);
        Clock.Tick();

        var error = await Refused(ErrorCode.ResourceAlreadyExists, Act(() => Models.RenameAsync(Workspace, "a", "b", Stop)));

        Assert.Equal("Registered Model (name=b) already exists.", error.Message);
        Assert.Equivalent(before, await Models.GetAsync(Workspace, "a", Stop), strict: true);
        Assert.Equal("a", (await Models.RenameAsync(Workspace, "a", "a", Stop)).Name);
    }

    [Fact]
    public async Task A_deleted_model_is_gone_with_all_that_hangs_on_it()
    {
        await AddModel("net", tags: [new Tag("k", "v")]);
        await AddVersion("net", awaitsInspection: true, tags: [new Tag("k", "v")]);
        await Models.SetAliasAsync(Workspace, "net", "champion", 1, Stop);

        await Models.DeleteAsync(Workspace, "net", Stop);

        Assert.Empty(await FindModels(""));
        Assert.Empty(await FindVersions(""));
        Assert.Null(await Backend.Inspections.TakeAsync(TimeSpan.FromMinutes(1), Stop));
        await AddModel("net");
        Assert.Empty((await Models.GetAsync(Workspace, "net", Stop)).Tags);
        Assert.Equal("1", (await AddVersion("net")).Version);
    }

    [Fact]
    public async Task Tags_are_set_replaced_and_removed_whether_or_not_they_are_there()
    {
        await AddModel("net");
        await Models.SetTagAsync(Workspace, "net", "k", "1", Stop);
        await Models.SetTagAsync(Workspace, "net", "k", "2", Stop);
        Assert.Equal([new Tag("k", "2")], (await Models.GetAsync(Workspace, "net", Stop)).Tags);

        await Models.SetTagAsync(Workspace, "net", "k", null, Stop);
        await Models.SetTagAsync(Workspace, "net", "k", null, Stop);
        Assert.Empty((await Models.GetAsync(Workspace, "net", Stop)).Tags);
    }

    [Fact]
    public async Task An_alias_moves_from_version_to_version()
    {
        await AddModel("net");
        await AddVersion("net");
        await AddVersion("net");
        await Models.SetAliasAsync(Workspace, "net", "champion", 1, Stop);
        await Models.SetAliasAsync(Workspace, "net", "Other", 1, Stop);
        await Models.SetAliasAsync(Workspace, "net", "champion", 2, Stop);

        Assert.Equal(
            [new RegisteredModelAlias("Other", "1"), new RegisteredModelAlias("champion", "2")], (await Models.GetAsync(Workspace, "net", Stop)).Aliases);
        Assert.Equal("2", (await Versions.FindByAliasAsync(Workspace, "net", "champion", Stop))!.Version);

        await Models.SetAliasAsync(Workspace, "net", "champion", null, Stop);
        await Models.SetAliasAsync(Workspace, "net", "champion", null, Stop);
        Assert.Null(await Versions.FindByAliasAsync(Workspace, "net", "champion", Stop));
    }

    [Fact]
    public async Task An_alias_needs_an_existing_version()
    {
        await AddModel("net");
        var error = await Refused(ErrorCode.ResourceDoesNotExist, () => Models.SetAliasAsync(Workspace, "net", "a", 9, Stop));
        Assert.Equal("Model Version (name=net, version=9) not found", error.Message);
    }

    [Fact]
    public async Task Latest_versions_are_the_highest_of_each_stage_in_the_order_in_which_the_stages_appear()
    {
        await AddModel("net");
        for (var i = 0; i < 5; i++)
        {
            await AddVersion("net");
        }

        await Versions.SetStageAsync(Workspace, "net", 1, ModelStage.Staging, false, Stop);
        await Versions.SetStageAsync(Workspace, "net", 2, ModelStage.Production, false, Stop);
        await Versions.SetStageAsync(Workspace, "net", 4, ModelStage.Production, false, Stop);

        var read = await Models.GetAsync(Workspace, "net", Stop);
        Assert.Equal(["1", "4", "5"], read.LatestVersions.Select(version => version.Version));

        var query = new RegisteredModelQuery(SearchFilter.Empty, RegisteredModelSearch.ParseOrderBy(null), 10, 0);
        var found = (await Models.SearchAsync(Workspace, query, Stop)).Items.Single();
        Assert.Equal([ModelStage.None, ModelStage.Production, ModelStage.Staging], found.LatestVersions.Select(version => version.CurrentStage));
    }

    [Fact]
    public async Task Search_filters_by_name_and_tags()
    {
        await AddModel("net", tags: [new Tag("team", "a"), new Tag("kind", "x")]);
        await AddModel("Other net", tags: [new Tag("team", "b")]);
        await AddModel("third");

        Assert.Equal(["net"], await FindModels("name = 'net'"));
        Assert.Equal(["Other net", "net"], await FindModels("name LIKE '%net'"));
        Assert.Equal(["Other net"], await FindModels("name ILIKE 'OTHER%'"));
        Assert.Equal(["Other net", "third"], await FindModels("name != 'net'"));
        Assert.Equal(["net"], await FindModels("tags.team = 'a' AND tag.kind LIKE '%'"));
        Assert.Equal(["Other net"], await FindModels("tags.team != 'a'"));
        Assert.Empty(await FindModels("tags.team = 'a' AND tags.team = 'b'"));
    }

    [Fact]
    public async Task Search_hides_prompts_unless_asked_for_them()
    {
        await AddModel("net");
        await AddModel("greet", tags: [new Tag("mlflow.prompt.is_prompt", "true")]);
        await AddModel("not-quite", tags: [new Tag("mlflow.prompt.is_prompt", "false")]);

        Assert.Equal(["net", "not-quite"], await FindModels(""));
        Assert.Equal(["net", "not-quite"], await FindModels("tags.`mlflow.prompt.is_prompt` != 'true'"));
        Assert.Equal(["greet"], await FindModels("tags.`mlflow.prompt.is_prompt` = 'true'"));
    }

    [Fact]
    public async Task Search_orders_and_pages()
    {
        foreach (var name in (string[])["b", "a", "c"])
        {
            await AddModel(name);
            Clock.Tick();
        }

        Assert.Equal(["a", "b", "c"], await FindModels(""));
        Assert.Equal(["c", "a", "b"], await FindModels("", ["last_updated_timestamp DESC"]));

        var names = new List<string>();
        var offset = 0L;
        while (true)
        {
            var page = await Models.SearchAsync(
                Workspace, new RegisteredModelQuery(SearchFilter.Empty, RegisteredModelSearch.ParseOrderBy(["name DESC"]), 2, offset), Stop);
            names.AddRange(page.Items.Select(model => model.Name));
            if (page.NextPageToken is null)
            {
                break;
            }

            offset = PageToken.Decode(page.NextPageToken);
        }

        Assert.Equal(["c", "b", "a"], names);
    }
}
