using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Mlops.Storage.PostgreSql;

namespace Mlops.Storage.Tests.PostgreSql;

public sealed class PostgreSqlOptionsTests
{
    [Fact]
    public void Every_wrong_option_is_named_at_once()
    {
        var failures = Failures(options =>
        {
            options.ConnectionString = "Username=mlops";
            options.MaxConnections = 1;
            options.ConnectTimeout = TimeSpan.Zero;
            options.CommandTimeout = TimeSpan.FromDays(1);
            options.PreparedStatements = -1;
        });
        Assert.Equal(6, failures.Length);
        Assert.Contains(failures, failure => failure.Contains("Host", StringComparison.Ordinal));
        Assert.Contains(failures, failure => failure.Contains("Database", StringComparison.Ordinal));
    }

    [Fact]
    public void A_connection_string_that_can_not_be_read_is_refused_without_repeating_its_password() =>
        Assert.DoesNotContain("secret", Assert.Single(Failures(options => options.ConnectionString = "Host=db;Database=d;Port=x;Password=secret")), StringComparison.Ordinal);

    [Fact]
    public void What_is_left_out_has_a_default() => Assert.Empty(Failures(options => options.ConnectionString = "Host=db;Database=mlops"));

    private static string[] Failures(Action<PostgreSqlStorageOptions> configure)
    {
        using var services = new ServiceCollection().AddMlopsPostgreSql(configure).BuildServiceProvider();
        try
        {
            _ = services.GetRequiredService<IOptions<PostgreSqlStorageOptions>>().Value;
            return [];
        }
        catch (OptionsValidationException error)
        {
            return [.. error.Failures];
        }
    }
}
