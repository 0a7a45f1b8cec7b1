using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Mlops.Storage.PostgreSql;
using Mlops.Storage.PostgreSql.Runs;
using Mlops.Storage.Relational;
using Mlops.Storage.Runs;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the stores on PostgreSQL.</summary>
public static class PostgreSqlStorageServices
{
    /// <summary>
    /// Keeps everything relational in one PostgreSQL database, which other hosts may share; may be called more than once.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="configure">Sets the options, or null where they are configured elsewhere.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddMlopsPostgreSql(this IServiceCollection services, Action<PostgreSqlStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<PostgreSqlStorageOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgreSqlStorageOptions>, PostgreSqlStorageOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<PostgreSqlDatabase>();
        services.TryAddSingleton<IRelationalDatabase>(static provider => provider.GetRequiredService<PostgreSqlDatabase>());
        services.TryAddSingleton<RunIdentities>();
        services.TryAddSingleton<LogGroups>();
        services.TryAddSingleton<CreateGroups>();
        services.TryAddSingleton<IRunWriter, PostgreSqlRunWriter>();
        services.TryAddSingleton<IRunReader, PostgreSqlRunReader>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PostgreSqlStartup>());
        services.AddRelationalStores();
        return services;
    }

    /// <summary>
    /// Keeps everything relational in one PostgreSQL database, which other hosts may share. The configuration section
    /// <c>Mlops:PostgreSql</c>
    /// fills the options.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, after the configuration has.</param>
    /// <returns>The same builder.</returns>
    public static MlopsBuilder UsePostgreSql(this MlopsBuilder builder, Action<PostgreSqlStorageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<PostgreSqlStorageOptions>().BindConfiguration(builder.Section + ":PostgreSql");
        builder.Services.AddMlopsPostgreSql(configure);
        return builder;
    }
}
