using Mlops.Client.Tests.Fakes;

namespace Mlops.Client.Tests;

public sealed class AddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000/", "http://127.0.0.1:5000/api/stac/")]
    [InlineData("https://host/mlflow/land/flood-model/tracking/", "https://host/mlflow/land/flood-model/tracking/", "https://host/api/stac/")]
    [InlineData("https://host/mlflow/land/flood-model/tracking", "https://host/mlflow/land/flood-model/tracking/", "https://host/api/stac/")]
    [InlineData("https://host/hub/mlflow/a/b/c/tracking/", "https://host/hub/mlflow/a/b/c/tracking/", "https://host/hub/api/stac/")]
    [InlineData("https://host/hub/", "https://host/hub/", "https://host/hub/api/stac/")]
    public void The_catalog_lies_at_the_root_of_the_host(string given, string tracking, string catalog)
    {
        using var client = new MlopsClient(new Uri(given));

        Assert.Equal(tracking, client.TrackingUri.AbsoluteUri);
        Assert.Equal(catalog, client.CatalogUri.AbsoluteUri);
    }

    [Fact]
    public async Task Calls_go_below_the_tracking_uri()
    {
        var server = new FakeServer();

        await server.Client(uri: "http://server.test/mlflow/land/flood-model/tracking").Runs.SetTagAsync("a", "k", "v");

        Assert.Equal("/mlflow/land/flood-model/tracking/api/2.0/mlflow/runs/set-tag", server.Requests[0].Path);
    }

    [Theory]
    [InlineData("ftp://host/")]
    [InlineData("/relative")]
    [InlineData("http://host/?a=b")]
    [InlineData("http://host/#part")]
    public void A_uri_that_cannot_be_a_servers_is_refused(string uri) =>
        Assert.Throws<ArgumentException>(() => new MlopsClient(new Uri(uri, UriKind.RelativeOrAbsolute)));

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        using var http = new HttpClient();

        Refused(new MlopsClientOptions { HttpClient = http, Handler = new FakeServer() });
        Refused(new MlopsClientOptions { Timeout = TimeSpan.Zero });
        Refused(new MlopsClientOptions { Retry = new RetryLimits { MaxRetries = -1 } });
        Refused(new MlopsClientOptions { Retry = new RetryLimits { BaseDelay = TimeSpan.FromMinutes(2) } });

        static void Refused(MlopsClientOptions options) =>
            Assert.Throws<ArgumentException>(nameof(options), () => new MlopsClient(new Uri("http://host"), options));
    }

    [Fact]
    public async Task A_handler_that_was_brought_along_is_not_disposed()
    {
        var server = new FakeServer();

        server.Client().Dispose();

        await server.Client().Runs.SetTagAsync("a", "k", "v");
    }
}
