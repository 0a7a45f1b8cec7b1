using System.Diagnostics;

namespace Mlops.EndToEnd.Tests;

/// <summary>Checks every emitted collection and item against the JSON Schemas of STAC and its extensions, where they are at hand.</summary>
internal static class SchemaCheck
{
    /// <summary>Runs the validator against a host; without the folder named by MLOPS_STAC_SCHEMAS it says so and checks nothing.</summary>
    public static async Task RunAsync(HostProcess host)
    {
        if (Environment.GetEnvironmentVariable("MLOPS_STAC_SCHEMAS") is not { Length: > 0 } schemas)
        {
            TestContext.Current.TestOutputHelper?.WriteLine("MLOPS_STAC_SCHEMAS is not set: the JSON Schemas were not checked.");
            return;
        }

        using var validator = Process.Start(new ProcessStartInfo(
            "/usr/bin/python3", [RepositoryRoot.File("tests", "stac", "validate.py"), schemas, new Uri(host.Address, "api/stac").ToString()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = validator.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = validator.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await validator.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(validator.ExitCode == 0, await output + await error);
        TestContext.Current.TestOutputHelper?.WriteLine(await output);
    }
}
