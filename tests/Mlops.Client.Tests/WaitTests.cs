using Mlops.Client.Tests.Fakes;
using Mlops.Tracking.Registry;

namespace Mlops.Client.Tests;

public sealed class WaitTests
{
    private readonly FakeServer _server = new();
    private readonly InstantTime _time = new();

    [Fact]
    public async Task Waiting_ends_when_the_version_is_ready()
    {
        _server.Then(Version("PENDING_REGISTRATION")).Then(Version("PENDING_REGISTRATION")).Then(Version("READY"));

        var version = await _server.Client(_time).ModelVersions.WaitUntilReadyAsync("m", "1");

        Assert.Equal(ModelVersionStatus.Ready, version.Status);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task A_version_that_is_refused_says_why()
    {
        _server.Then(Version("FAILED_REGISTRATION"));

        var failure = await Assert.ThrowsAsync<MlopsException>(() => _server.Client(_time).ModelVersions.WaitUntilReadyAsync("m", "1"));

        Assert.Equal("INVALID_STATE", failure.ErrorCode);
        Assert.Contains("the graph has no output", failure.Message, StringComparison.Ordinal);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public async Task Waiting_has_an_end()
    {
        _server.Otherwise = (_, _) => Task.FromResult(FakeServer.Json(Version("PENDING_REGISTRATION")));

        var failure = await Assert.ThrowsAsync<MlopsException>(() => _server.Client(_time).ModelVersions.WaitUntilReadyAsync("m", "1", TimeSpan.FromSeconds(30)));

        Assert.Equal("DEADLINE_EXCEEDED", failure.ErrorCode);
        Assert.InRange(_time.Pauses.Sum(pause => pause.TotalSeconds), 25, 30);
    }

    private static string Version(string status) =>
        $$"""{"model_version":{"name":"m","version":"1","creation_timestamp":1,"status":"{{status}}","status_message":"the graph has no output"} }""";
}
