using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mlops.Catalog;
using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Refresh;
using Mlops.Catalog.Registry;
using Mlops.Catalog.Sources;
using Mlops.Hosting.Catalog;
using Mlops.Hosting.Configuration;
using Mlops.Hosting.Stac;
using Mlops.Tracking.Registry;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the catalog to an application.</summary>
public static class MlopsCatalogServices
{
    /// <summary>
    /// Adds the STAC catalog of projects: the background work that keeps its index, and the registry's models in it. Names, categories and
    /// project folders come from the configuration section <c>Mlops:Catalog</c> (<see cref="CatalogOptions"/>,
    /// <see cref="FolderSourceOptions"/>); any registered <see cref="IProjectSource"/> is read besides. Needs a store, e.g.
    /// <c>UseSqlite</c>. May be called more than once.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="section">The configuration section of all settings, instead of <c>Mlops</c>; the one that is named first counts for
    /// all.</param>
    /// <returns>A builder that chooses stores and sources.</returns>
    public static MlopsBuilder AddMlopsCatalog(this IServiceCollection services, string? section = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        MlopsSection.Choose(services, section);
        services.AddMlopsFoundation();
        if (services.Any(service => service.ServiceType == typeof(CatalogChores)))
        {
            return new MlopsBuilder(services, MlopsSection.Below(services, ""));
        }

        var settings = MlopsSection.Below(services, "Catalog");
        services.AddOptions<CatalogOptions>().BindConfiguration(settings).ValidateOnStart();
        services.AddOptions<FolderSourceOptions>().BindConfiguration(settings).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CatalogOptions>, CatalogOptionsValidator>();
        services.AddSingleton<IValidateOptions<FolderSourceOptions>, CatalogOptionsValidator>();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<CatalogOptions>>().Value);
        services.TryAddSingleton(FoldersFromContentRoot);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IProjectSource, FolderProjectSource>());
        services.AddSingleton<CatalogChores>();
        services.TryAddSingleton<ModelVersionFiles>();
        services.TryAddSingleton(static provider => new CatalogSearchService(
            provider.GetRequiredService<ICatalogIndex>(), provider.GetRequiredService<ICatalogWarnings>()));
        services.TryAddSingleton<StacCompression>();
        services.TryAddSingleton<RegistryModelCatalog>();
        services.TryAddSingleton<IModelCatalog>(provider => provider.GetRequiredService<RegistryModelCatalog>());
        services.TryAddSingleton<ModelVersionLinks>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IModelVersionObserver, CatalogModelObserver>());
        services.TryAddSingleton(provider => new CatalogRefresher(
            provider.GetServices<IProjectSource>(),
            provider.GetRequiredService<IModelCatalog>(),
            new LinkingCatalogIndex(
                provider.GetRequiredService<ICatalogIndex>(), provider.GetRequiredService<ICatalogWarnings>(), provider.GetRequiredService<CatalogChores>()),
            provider.GetRequiredService<CatalogOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CatalogRefresher>>(),
            provider.GetService<ICatalogLeases>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CatalogService>());
        return new MlopsBuilder(services, MlopsSection.Below(services, ""));
    }

    /// <summary>Reads projects from folders, in addition to those that the configuration names.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="folders">Root folders; every folder below that has a README and topics is a project.</param>
    /// <returns>The same builder.</returns>
    public static MlopsBuilder UseProjectFolders(this MlopsBuilder builder, params string[] folders)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(folders);
        return builder.UseProjectFolders(options =>
        {
            foreach (var folder in folders)
            {
                options.Folders.Add(folder);
            }
        });
    }

    /// <summary>Reads projects from folders.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, after the configuration has.</param>
    /// <returns>The same builder.</returns>
    public static MlopsBuilder UseProjectFolders(this MlopsBuilder builder, Action<FolderSourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.PostConfigure(configure);
        return builder;
    }

    /// <summary>Relative folders count from the application's content root, wherever its process was started.</summary>
    private static FolderSourceOptions FoldersFromContentRoot(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<FolderSourceOptions>>().Value;
        for (var index = 0; provider.GetService<IHostEnvironment>() is { } environment && index < options.Folders.Count; index++)
        {
            options.Folders[index] = Path.GetFullPath(options.Folders[index], environment.ContentRootPath);
        }

        return options;
    }
}
