using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Mlops.Storage;
using Mlops.Storage.Relational;
using Mlops.Storage.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the stores on SQLite.</summary>
public static class SqliteStorageServices
{
    /// <summary>Keeps everything relational in one SQLite file; may be called more than once.</summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options, or null where they are configured elsewhere.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddMlopsSqlite(this IServiceCollection services, Action<SqliteStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<SqliteStorageOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqliteStorageOptions>, SqliteStorageOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRelationalDatabase, SqliteDatabase>();
        services.AddRelationalStores();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<Hosting.IHostedService, SqliteStartup>());
        return services;
    }

    /// <summary>
    /// Keeps everything relational in one SQLite file. The configuration section <c>Mlops:Sqlite</c> fills the options; a relative path
    /// counts from the application's content root.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, after the configuration has.</param>
    /// <returns>The same builder.</returns>
    public static MlopsBuilder UseSqlite(this MlopsBuilder builder, Action<SqliteStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<SqliteStorageOptions>().BindConfiguration(builder.Section + ":Sqlite");
        ContentRootPath.AddTo<SqliteStorageOptions>(builder.Services, static options => options.Path, static (options, path) => options.Path = path);
        builder.Services.AddMlopsSqlite(configure);
        return builder;
    }
}
