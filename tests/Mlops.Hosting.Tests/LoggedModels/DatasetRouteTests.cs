using System.Net;
using Mlops.Hosting.Tests.Registry;

namespace Mlops.Hosting.Tests.LoggedModels;

/// <summary>The list of datasets for MLflow's pages.</summary>
public sealed class DatasetRouteTests : IAsyncLifetime
{
    private const string Route = "/ajax-api/2.0/mlflow/experiments/search-datasets";
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Datasets_come_with_what_they_were_used_for()
    {
        Assert.Empty((await _host.PostAsync(Route, new { experiment_ids = new[] { "0" } })).EnumerateObject());
        var run = await _host.CreateRunAsync();
        await _host.PostAsync(RegistryCalls.Api + "runs/log-inputs", new
        {
            run_id = run,
            datasets = new object[]
            {
                new { dataset = new { name = "irises", digest = "1", source_type = "code", source = "{}" }, tags = new[] { new { key = "mlflow.data.context", value = "training" } } },
                new { dataset = new { name = "plain", digest = "2", source_type = "code", source = "{}" } },
            },
        });

        var found = (await _host.PostAsync(Route, new { experiment_ids = new[] { "0" } })).GetProperty("dataset_summaries").EnumerateArray();

        Assert.Equal(
            ["""{"experiment_id":"0","name":"irises","digest":"1","context":"training"}""", """{"experiment_id":"0","name":"plain","digest":"2"}"""],
            found.Select(summary => summary.GetRawText()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(0, "SearchDatasets request must specify at least one experiment_id.")]
    [InlineData(21, "SearchDatasets request cannot specify more than 20 experiment_ids. Received 21 experiment_ids.")]
    public async Task Too_few_and_too_many_experiments_are_refused(int count, string message)
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, Route, new { experiment_ids = Enumerable.Range(0, count).Select(i => $"{i}") });
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", message), await answer.RefusalAsync());
    }
}
