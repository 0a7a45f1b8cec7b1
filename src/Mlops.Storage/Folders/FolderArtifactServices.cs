using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Mlops.Storage;
using Mlops.Storage.Folders;
using Mlops.Tracking.Artifacts;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the artifact store on folders.</summary>
public static class FolderArtifactServices
{
    /// <summary>Keeps artifacts as files below one folder; may be called more than once.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options, or null where they are configured elsewhere.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddMlopsFolderArtifacts(this IServiceCollection services, Action<FolderArtifactStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<FolderArtifactStoreOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FolderArtifactStoreOptions>, FolderArtifactStoreOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton<FolderArtifactStore>();
        services.TryAddSingleton<IArtifactStore>(static provider => provider.GetRequiredService<FolderArtifactStore>());
        services.TryAddSingleton<ILocalArtifacts>(static provider => provider.GetRequiredService<FolderArtifactStore>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IMultipartArtifacts, FolderMultipartUploads>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<Microsoft.Extensions.Hosting.IHostedService, FolderArtifactStartup>());
        return services;
    }

    /// <summary>
    /// Keeps artifacts as files below one folder. The configuration section <c>Mlops:Folder</c> fills the options; a relative root counts
    /// from the application's content root.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, after the configuration has.</param>
    /// <returns>The same builder.</returns>
    public static MlopsBuilder UseFolder(this MlopsBuilder builder, Action<FolderArtifactStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<FolderArtifactStoreOptions>().BindConfiguration(builder.Section + ":Folder");
        ContentRootPath.AddTo<FolderArtifactStoreOptions>(builder.Services, static options => options.Root, static (options, path) => options.Root = path);
        builder.Services.AddMlopsFolderArtifacts(configure);
        return builder;
    }
}
