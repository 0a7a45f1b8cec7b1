namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the backends of Mlops; <c>AddMlopsTracking()</c> and its siblings return it.</summary>
/// <param name="services">The application's services.</param>
/// <param name="section">The configuration section that holds all settings.</param>
public sealed class MlopsBuilder(IServiceCollection services, string section = "Mlops")
{
    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; } = services;

    /// <summary>The configuration section that holds all settings, such as <c>Mlops</c>.</summary>
    public string Section { get; } = section;
}
