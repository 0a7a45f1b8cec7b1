using System.Net;
using Mlops.Hosting.Tests.Registry;

namespace Mlops.Hosting.Tests.Tracking;

/// <summary>Which experiments an id finds, and where the runs of one keep their files.</summary>
public sealed class ExperimentIdTests : IAsyncLifetime
{
    private const string Api = "/api/2.0/mlflow/";
    private TestHost _host = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_number_below_zero_is_the_id_of_no_experiment()
    {
        using var got = await _host.Client.GetAsync(new Uri(Api + "experiments/get?experiment_id=-1337", UriKind.Relative), Stop);
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "No Experiment with id=-1337 exists"), await got.RefusalAsync());
        foreach (var route in (string[])["experiments/delete", "experiments/update", "runs/create"])
        {
            using var refused = await _host.TryAsync(HttpMethod.Post, Api + route, new { experiment_id = "-1337", new_name = "n" });
            var (status, code, _) = await refused.RefusalAsync();
            Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST"), (status, code));
        }

        Assert.False((await _host.PostAsync(Api + "runs/search", new { experiment_ids = (string[])["-1337"] })).TryGetProperty("runs", out _));
        using var zero = await _host.Client.GetAsync(new Uri(Api + "experiments/get?experiment_id=-0", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, zero.StatusCode);
    }

    [Theory]
    [InlineData("s3://bucket/path?region=eu", "s3://bucket/path/", "/artifacts?region=eu")]
    [InlineData("s3://bucket/path/", "s3://bucket/path/", "/artifacts")]
    public async Task The_files_of_a_run_lie_below_the_location_of_its_experiment_with_the_query_at_the_end(string location, string before, string after)
    {
        var experiment = (await _host.PostAsync(Api + "experiments/create", new { name = "far", artifact_location = location })).GetProperty("experiment_id").GetString();
        var info = (await _host.PostAsync(Api + "runs/create", new { experiment_id = experiment })).GetProperty("run").GetProperty("info");
        Assert.Equal(before + info.GetProperty("run_id").GetString() + after, info.GetProperty("artifact_uri").GetString());
    }
}
