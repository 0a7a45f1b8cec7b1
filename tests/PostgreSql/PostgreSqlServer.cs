using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Tracking.Experiments;
using Npgsql;

namespace Mlops.Tests.PostgreSql;

/// <summary>
/// A PostgreSQL server of the tests' own, on a free loopback port and in a folder that goes with it. It ends with the process that started
/// it, however that ends. Where PostgreSQL's programs are not installed, tests that ask for it are skipped and say why.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Template = "mlops_template";
    private static readonly Lazy<Task<PostgreSqlServer>> s_shared = new(() => StartAsync());
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Process _keeper;
    private readonly int _port;
    private bool _hasTemplate;
    private int _databases;

    private PostgreSqlServer(Process keeper, int port) => (_keeper, _port) = (keeper, port);

    /// <summary>The server that all tests of an assembly share; a test gets a database, or a skip, from it.</summary>
    public static Task<PostgreSqlServer> SharedAsync() => PostgreSqlPrograms.Find().Missing is { } reason ? throw Skip(reason) : s_shared.Value;

    /// <summary>Starts a server.</summary>
    /// <param name="settings">Settings that differ from those for quick tests, such as <c>fsync=on</c>.</param>
    public static async Task<PostgreSqlServer> StartAsync(params string[] settings)
    {
        var programs = PostgreSqlPrograms.Find();
        if (programs.Missing is { } reason)
        {
            throw Skip(reason);
        }

        var folder = Directory.CreateTempSubdirectory("mlops-postgresql-").FullName;
        var port = FreePort();
        await programs.InitializeAsync(folder);
        var server = new PostgreSqlServer(programs.Keep(folder, port, settings), port);
        await server.UntilReadyAsync();
        return server;
    }

    /// <summary>Makes an empty database with the current schema.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (!_hasTemplate)
            {
                await ExecuteAsync($"CREATE DATABASE {Template}");
                await MigrateAsync(ConnectionString(Template) + ";Pooling=false");
                _hasTemplate = true;
            }

            var name = $"mlops_{++_databases}";
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template}");
            return ConnectionString(name);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Makes a database without a schema.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateBareDatabaseAsync()
    {
        var name = $"bare_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Stops the server, as an operator would; its data stay.</summary>
    public Task StopAsync() => TellAsync("stop");

    /// <summary>Starts the server again on its data and port.</summary>
    public async Task RestartAsync()
    {
        await TellAsync("start");
        await UntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync();
        _keeper.Dispose();
        _turn.Dispose();
    }

    private static async Task MigrateAsync(string connectionString)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddMlopsPostgreSql(options => options.ConnectionString = connectionString)
            .BuildServiceProvider();
        await services.GetRequiredService<IExperimentStore>().GetAsync("", "0", CancellationToken.None);
        // A database with connections is no template.
        NpgsqlConnection.ClearAllPools();
    }

    private static Exception Skip(string reason)
    {
        Assert.Skip(reason);
        throw new UnreachableException();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Names that this file makes up.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private async Task TellAsync(string order)
    {
        await _keeper.StandardInput.WriteLineAsync(order);
        await _keeper.StandardInput.FlushAsync();
        Assert.Equal("done", await _keeper.StandardOutput.ReadLineAsync());
    }

    private async Task UntilReadyAsync()
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (attempt < 300 && !_keeper.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }
}
