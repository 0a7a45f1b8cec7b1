namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the backends of Mlops; <c>AddMlopsTracking()</c> and its siblings return it.</summary>
/// <param name="services">The application's services.</param>
public sealed class MlopsBuilder(IServiceCollection services)
{
    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; } = services;
}
