using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void All_wrong_options_are_reported_at_once()
    {
        using var services = Services(options =>
        {
            options.MaxFileBytes = 0;
            options.MaxFiles = 0;
            options.MaxRuntimeBytes = 1;
            options.LoadTimeout = TimeSpan.Zero;
        });

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(4, error.Failures.Count());
        Assert.Contains("OnnxOptions.MaxFiles is 0 but must lie between 1 and 1000.", error.Failures);
    }

    [Fact]
    public void Options_are_right_as_they_come()
    {
        using var services = Services(_ => { });

        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void Adding_twice_adds_one_inspector_and_keeps_both_configurations()
    {
        using var services = Services(
            options => options.MaxFiles = 3,
            options => options.RunInference = false);

        Assert.Single(services.GetServices<IModelInspector>());
        var options = services.GetRequiredService<IOptions<OnnxOptions>>().Value;
        Assert.Equal((3, false), (options.MaxFiles, options.RunInference));
    }

    private static ServiceProvider Services(params Action<OnnxOptions>[] configurations)
    {
        var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        foreach (var configure in configurations)
        {
            services.AddMlopsOnnx(configure);
        }

        return services.BuildServiceProvider(validateScopes: true);
    }
}
