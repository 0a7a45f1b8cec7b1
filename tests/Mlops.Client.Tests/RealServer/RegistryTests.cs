using Mlops.Client.Tests.Fakes;
using Mlops.Tracking;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Registry;

namespace Mlops.Client.Tests.RealServer;

public sealed class RegistryTests(RealHost host) : IDisposable
{
    private readonly MlopsClient _client = host.Client;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_lives_its_life()
    {
        await _client.Models.CreateAsync("life", "first text", [new Tag("team", "land")]);
        Assert.Equal("life", (await _client.Models.GetOrCreateAsync("life")).Name);
        await _client.Models.UpdateAsync("life", "second text");
        await _client.Models.SetTagAsync("life", "k", "v");
        await _client.Models.DeleteTagAsync("life", "team");
        await _client.Models.RenameAsync("life", "other life");

        var model = await _client.Models.GetAsync("other life");
        Assert.Equal("second text", model.Description);
        Assert.Equal([new Tag("k", "v")], model.Tags);

        await _client.Models.DeleteAsync("other life");
        var failure = await Assert.ThrowsAsync<MlopsException>(() => _client.Models.GetAsync("other life"));
        Assert.Equal(ErrorCode.ResourceDoesNotExist, failure.ErrorCode);
    }

    [Fact]
    public async Task A_version_lives_its_life()
    {
        await using var run = await _client.StartRunAsync("registry");
        await run.LogTextAsync("weights", "model/weights.txt");
        await run.CompleteAsync();
        await _client.Models.GetOrCreateAsync("versions");

        var first = await _client.ModelVersions.CreateAsync("versions", run.ArtifactUriOf("model"), run.RunId, "text", [new Tag("k", "v")]);
        var second = await _client.ModelVersions.CreateAsync("versions", run.ArtifactUriOf("model"), run.RunId);
        await _client.ModelVersions.WaitUntilReadyAsync("versions", second.Version);
        Assert.Equal("2", (await _client.ModelVersions.GetByAliasAsync("versions", "latest")).Version);
        await _client.Models.SetAliasAsync("versions", "champion", first.Version);
        await _client.ModelVersions.SetTagAsync("versions", "1", "quality", "good");
        await _client.ModelVersions.DeleteTagAsync("versions", "1", "k");
        await _client.ModelVersions.UpdateAsync("versions", "1", "new text");
        await _client.ModelVersions.TransitionStageAsync("versions", "1", ModelStage.Production);

        var champion = await _client.ModelVersions.GetByAliasAsync("versions", "champion");
        Assert.Equal(("1", "new text", run.RunId, ModelStage.Production), (champion.Version, champion.Description, champion.RunId, champion.CurrentStage));
        Assert.Contains(new Tag("quality", "good"), champion.Tags);
        Assert.DoesNotContain(champion.Tags, tag => tag.Key == "k");
        Assert.Equal(["champion"], champion.Aliases);
        Assert.Equal(["1"], (await _client.ModelVersions.GetLatestAsync("versions", [ModelStage.Production])).Select(version => version.Version));
        Assert.Equal(run.ArtifactUriOf("model"), await _client.ModelVersions.GetDownloadUriAsync("versions", "1"));
        await _client.Artifacts.DownloadFileAsync("models:/versions@champion/weights.txt", _folder.File("w.txt"));
        Assert.Equal("weights", await File.ReadAllTextAsync(_folder.File("w.txt")));

        var found = new List<string>();
        await foreach (var version in _client.ModelVersions.SearchAsync("name = 'versions'", ["version_number ASC"], pageSize: 1))
        {
            found.Add(version.Version);
        }

        Assert.Equal(["1", "2"], found);
        await _client.Models.DeleteAliasAsync("versions", "champion");
        await _client.ModelVersions.DeleteAsync("versions", "2");
        Assert.Empty((await _client.Models.GetAsync("versions")).Aliases);
    }

    [Fact]
    public async Task A_model_that_is_none_is_refused_with_the_reason()
    {
        await using var run = await _client.StartRunAsync("registry");
        await run.LogArtifactAsync(_folder.Write("model.onnx", "this is no model"u8.ToArray()), "model");
        await run.CompleteAsync();
        await _client.Models.GetOrCreateAsync("broken");

        var version = await _client.ModelVersions.CreateAsync("broken", run.ArtifactUriOf("model"), run.RunId);
        var failure = await Assert.ThrowsAsync<MlopsException>(() => _client.ModelVersions.WaitUntilReadyAsync("broken", version.Version));

        Assert.Equal(ErrorCode.InvalidState, failure.ErrorCode);
        Assert.Contains("was refused: ", failure.Message, StringComparison.Ordinal);
        Assert.Single(await _client.Artifacts.ListRunAsync(run.RunId, "model"));
    }
}
