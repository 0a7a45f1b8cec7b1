using System.Diagnostics;
using Mlops.Tracking.Runs;

namespace Mlops.Client.Tests.RealServer;

public sealed class TrainAndPublishTests(RealHost host)
{
    [Fact]
    public async Task The_sample_goes_the_whole_way()
    {
        var (code, output, errors) = await RunAsync("--tracking-uri", host.TrackingUri("examples/iris-classifier").AbsoluteUri, "--epochs=20");

        Assert.Equal("", errors);
        Assert.Equal(0, code);
        var item = await host.Client.Catalog.GetItemAsync(new Uri(output.TrimEnd().Split('\n')[^1].Trim()));
        Assert.Equal("examples/iris-classifier", item.Id);
        Assert.Contains(item.Assets.Values, asset => asset.Roles?.Contains("mlm:model") == true);

        var version = await host.Client.ModelVersions.GetByAliasAsync("iris-classifier", "latest");
        var run = await host.Client.Runs.GetAsync(version.RunId);
        Assert.Equal(RunStatus.Finished, run.Info.Status);
        Assert.InRange(run.Data.Metrics.Single(metric => metric.Key == "test_accuracy").Value, 0.9, 1);
        Assert.Equal(240, run.Data.Metrics.Single(metric => metric.Key == "loss").Step);
        Assert.Single(run.Inputs.DatasetInputs);
    }

    [Theory]
    [InlineData("--epochs", "0")]
    [InlineData("--epochs", "many")]
    [InlineData("--rate", "-1")]
    [InlineData("--tracking-uri", "here")]
    [InlineData("--colour", "blue")]
    public async Task Wrong_usage_is_told(string option, string value)
    {
        var (code, _, errors) = await RunAsync(option, value);

        Assert.Equal(2, code);
        Assert.Contains(option, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_is_given()
    {
        var (code, output, _) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.Contains("--tracking-uri", output, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "TrainAndPublish.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
