using Microsoft.Extensions.DependencyInjection;

namespace Mlops.Hosting.Configuration;

/// <summary>The configuration section that holds all settings of Mlops.</summary>
/// <param name="Name">Its name, such as <c>Mlops</c> or <c>Platform:Mlops</c>.</param>
internal sealed record MlopsSection(string Name)
{
    public const string Default = "Mlops";

    /// <summary>Keeps the name that was chosen first.</summary>
    public static void Choose(IServiceCollection services, string? name)
    {
        if (name is not null && Find(services) is null)
        {
            services.AddSingleton(new MlopsSection(name));
        }
    }

    /// <summary>The path of a section below it.</summary>
    public static string Below(IServiceCollection services, string section)
    {
        var root = Find(services)?.Name ?? Default;
        return section.Length == 0 ? root : $"{root}:{section}";
    }

    private static MlopsSection? Find(IServiceCollection services) =>
        services.FirstOrDefault(static service => service.ServiceType == typeof(MlopsSection))?.ImplementationInstance as MlopsSection;
}
