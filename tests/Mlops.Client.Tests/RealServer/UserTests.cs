using System.Net;
using Mlops.Client.Tests.Fakes;
using Mlops.Tracking.Errors;

namespace Mlops.Client.Tests.RealServer;

/// <summary>Calls to a server that lets only its users in.</summary>
public sealed class UserTests(UserHost host) : IClassFixture<UserHost>
{
    [Fact]
    public async Task Whoever_does_not_say_or_prove_who_it_is_is_told_so()
    {
        await host.AddAsync("prover");
        foreach (var credential in (MlopsCredential?[])[null, MlopsCredential.Basic("prover", "not the password"), MlopsCredential.Token("mlops_pat_" + new string('A', 43))])
        {
            await RefusedAsync(HttpStatusCode.Unauthorized, ErrorCode.Unauthenticated, () => host.As(credential).Experiments.GetAsync("0"));
        }
    }

    [Theory]
    [InlineData("password")]
    [InlineData("token")]
    public async Task A_script_logs_uploads_and_registers_by_password_or_token(string kind)
    {
        var name = "logger-" + kind;
        var password = await host.AddAsync(name);
        var client = host.As(kind == "password" ? password : (await host.TokenAsync(name, "write")).Token);
        await using var run = await client.StartRunAsync("experiment of " + name);
        run.LogMetric("loss", 0.5);
        await run.LogTextAsync("weights", "model/weights.txt");
        await run.CompleteAsync();
        await client.Models.CreateAsync("model of " + name);
        Assert.Equal(0.5, Assert.Single((await client.Runs.GetAsync(run.RunId)).Data.Metrics).Value);
    }

    [Fact]
    public async Task A_token_made_for_reading_writes_nothing()
    {
        using var folder = new TempFolder();
        var writer = host.As(await host.AddAsync("owner"));
        await using var run = await writer.StartRunAsync("read only");
        await run.CompleteAsync();
        var experiment = (await writer.Experiments.GetOrCreateAsync("read only")).ExperimentId;
        var reader = host.As((await host.TokenAsync("owner", "read")).Token);

        Assert.Equal(run.RunId, (await reader.Runs.GetAsync(run.RunId)).Info.RunId);
        Assert.Equal(experiment, (await reader.Experiments.GetOrCreateAsync("read only")).ExperimentId);
        foreach (var write in (Func<Task>[])
        [
            () => reader.Experiments.CreateAsync("new"),
            () => reader.Experiments.SetTagAsync(experiment, "k", "v"),
            () => reader.Runs.CreateAsync(experiment, "new"),
            () => reader.Runs.SetTagAsync(run.RunId, "k", "v"),
            () => reader.Runs.DeleteAsync(run.RunId),
            () => reader.Models.CreateAsync("new"),
            () => reader.StartRunAsync("read only"),
        ])
        {
            await RefusedAsync(HttpStatusCode.Forbidden, ErrorCode.PermissionDenied, write);
        }

        var found = new List<string>();
        await foreach (var other in writer.Runs.SearchAsync([experiment]))
        {
            found.Add(other.Info.RunId);
        }

        Assert.Equal([run.RunId], found);
        Assert.DoesNotContain((await writer.Experiments.GetAsync(experiment)).Tags, tag => tag.Key == "k");
    }

    [Fact]
    public async Task Whoever_gets_or_creates_an_experiment_manages_it_and_others_only_read()
    {
        var (maker, other) = (host.As(await host.AddAsync("maker")), host.As(await host.AddAsync("other")));
        var experiment = await maker.Experiments.GetOrCreateAsync("mine");
        await maker.Models.GetOrCreateAsync("mine");
        var run = await maker.Runs.CreateAsync(experiment.ExperimentId, "r");

        Assert.Equal(experiment.ExperimentId, (await other.Experiments.GetOrCreateAsync("mine")).ExperimentId);
        Assert.Equal("mine", (await other.Models.GetOrCreateAsync("mine")).Name);
        await RefusedAsync(HttpStatusCode.Forbidden, ErrorCode.PermissionDenied, () => other.Runs.CreateAsync(experiment.ExperimentId, "r"));
        await RefusedAsync(HttpStatusCode.Forbidden, ErrorCode.PermissionDenied, () => other.Runs.SetTagAsync(run.Info.RunId, "k", "v"));
        await RefusedAsync(HttpStatusCode.Forbidden, ErrorCode.PermissionDenied, () => other.Models.DeleteAsync("mine"));
        await maker.Models.DeleteAsync("mine");
        await maker.Experiments.DeleteAsync(experiment.ExperimentId);
    }

    [Fact]
    public async Task A_run_whose_token_is_revoked_says_so_when_it_ends()
    {
        await host.AddAsync("revoker");
        var (token, id) = await host.TokenAsync("revoker", "write");
        await using var run = await host.As(token).StartRunAsync("revoked");
        await host.RevokeAsync("revoker", id);
        run.LogMetric("loss", 1);

        await RefusedAsync(HttpStatusCode.Unauthorized, ErrorCode.Unauthenticated, () => run.CompleteAsync());
    }

    private static async Task RefusedAsync(HttpStatusCode status, string errorCode, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<MlopsException>(call);
        Assert.Equal((status, errorCode, false), (refusal.HttpStatus, refusal.ErrorCode, refusal.IsTransient));
    }
}
