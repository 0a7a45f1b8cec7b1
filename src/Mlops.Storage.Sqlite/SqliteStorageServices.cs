using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
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
        return services;
    }

    /// <summary>Keeps everything relational in one SQLite file.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The same builder.</returns>
    public static MlopsBuilder UseSqlite(this MlopsBuilder builder, Action<SqliteStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddMlopsSqlite(configure);
        return builder;
    }
}
