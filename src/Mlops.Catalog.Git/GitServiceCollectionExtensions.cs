using Microsoft.Extensions.DependencyInjection.Extensions;
using Mlops.Catalog.Git;
using Mlops.Catalog.Sources;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds git repositories on disk to the catalog.</summary>
public static class GitServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IFolderHistory"/> for folders in git repositories, so that items of projects in folders tell when these were
    /// committed. May be called more than once.
    /// </summary>
    /// <param name="services">The application's services; logging must be among them.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddMlopsGit(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<IFolderHistory, GitFolderHistory>();
        return services;
    }
}
