using System.Net;
using Mlops.Client.Tests.Fakes;
using Mlops.Tracking;

namespace Mlops.Client.Tests;

public sealed class PagingTests
{
    private readonly FakeServer _server = new();

    [Fact]
    public async Task A_search_goes_through_all_pages()
    {
        _server.Then(Page("1", "t1")).Then(Page("2", "t2")).Then(Page("3", null));

        var names = await Names(_server.Client().Experiments.SearchAsync("name LIKE 'x%'", ["name ASC"], ViewType.All, pageSize: 1));

        Assert.Equal(["e1", "e2", "e3"], names);
        Assert.Equal(
            """{"filter":"name LIKE \u0027x%\u0027","order_by":["name ASC"],"view_type":"ALL","max_results":1}""", _server.Requests[0].Body);
        Assert.Equal(["t1", "t2"], _server.Requests.Skip(1).Select(request => request.Json.GetProperty("page_token").GetString()));
    }

    [Fact]
    public async Task A_page_is_asked_for_only_when_it_is_wanted()
    {
        _server.Then(Page("1", "t1"));

        await foreach (var experiment in _server.Client().Experiments.SearchAsync())
        {
            Assert.Equal("e1", experiment.Name);
            break;
        }

        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task An_empty_page_need_not_be_the_last()
    {
        _server.Then("""{"next_page_token":"t1"}""").Then(Page("2", ""));

        Assert.Equal(["e2"], await Names(_server.Client().Experiments.SearchAsync()));
    }

    [Fact]
    public async Task A_page_that_fails_in_passing_is_asked_for_again()
    {
        _server.Then(Page("1", "t1")).Then(new HttpResponseMessage(HttpStatusCode.BadGateway)).Then(Page("2", null));

        Assert.Equal(["e1", "e2"], await Names(_server.Client().Experiments.SearchAsync()));
    }

    [Fact]
    public async Task A_server_that_repeats_its_token_does_not_keep_a_search_alive()
    {
        _server.Otherwise = (_, _) => Task.FromResult(FakeServer.Json(Page("1", "t1")));

        var failure = await Assert.ThrowsAsync<MlopsException>(() => Names(_server.Client().Experiments.SearchAsync()));

        Assert.Contains("never end", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task A_search_can_be_cancelled_between_pages()
    {
        using var cancel = new CancellationTokenSource();
        _server.Otherwise = (_, _) => Task.FromResult(FakeServer.Json(Page("1", Guid.NewGuid().ToString())));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _server.Client().Experiments.SearchAsync().WithCancellation(cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });
    }

    [Fact]
    public async Task A_metrics_history_spans_pages()
    {
        _server.Then("""{"metrics":[{"key":"loss","value":0.5,"timestamp":1,"step":0}],"next_page_token":"t1"}""")
            .Then("""{"metrics":[{"key":"loss","value":"NaN","timestamp":2,"step":1},{"key":"loss","value":"-Infinity","timestamp":"3"}]}""");

        var points = new List<double>();
        await foreach (var point in _server.Client().Runs.GetMetricHistoryAsync("a", "train/loss"))
        {
            points.Add(point.Value);
        }

        Assert.Equal([0.5, double.NaN, double.NegativeInfinity], points);
        Assert.Equal("?run_id=a&metric_key=train%2Floss&max_results=25000&page_token=t1", _server.Requests[1].Uri.Query);
    }

    private static string Page(string id, string? token) =>
        $$"""{"experiments":[{"experiment_id":"{{id}}","name":"e{{id}}","artifact_location":"mlflow-artifacts:/{{id}}","lifecycle_stage":"active"}]{{(token is null ? "" : $",\"next_page_token\":\"{token}\"")}}}""";

    private static async Task<List<string>> Names(IAsyncEnumerable<Tracking.Experiments.Experiment> experiments)
    {
        var names = new List<string>();
        await foreach (var experiment in experiments)
        {
            names.Add(experiment.Name);
        }

        return names;
    }
}
