namespace Mlops.Hosting.Tests.Stac;

/// <summary>A host with some projects, shared by tests that only read.</summary>
public sealed class StacCatalogFixture : IAsyncLifetime
{
    public StacHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await StacHost.StartAsync(projects: host =>
    {
        host.Project("root/flood-model", "title: Flood\nextent:\n  temporal: [\"2020-01-01T00:00:00Z\", \"2021-01-01T00:00:00Z\"]\n  spatial: [0, 40, 10, 50]");
        host.Project("root/deep/er/model", "title: Deep\nextent:\n  temporal: [\"2023-01-01T00:00:00Z\", \"2024-01-01T00:00:00Z\"]\n  spatial: [20, 40, 30, 50]");
        host.Project("root/sen1floods11-dataset", "title: Data\nextent:\n  temporal: [\"2018-01-01T00:00:00Z\", \"2019-01-01T00:00:00Z\"]", "sharinghub:dataset");
        for (var number = 0; number < 12; number++)
        {
            host.Project($"many/p{number:00}", $"title: Same\nextent:\n  temporal: [\"2010-01-01T00:00:00Z\", \"2010-02-01T00:00:00Z\"]\n  spatial: [-60, {number}, -50, {number + 1}]", "sharinghub:processor");
        }

        host.Write("root/flood-model/model.onnx", "0123456789");
    });

    public async ValueTask DisposeAsync() => await Host.DisposeAsync();
}
