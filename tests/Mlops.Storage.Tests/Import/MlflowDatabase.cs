using Microsoft.Data.Sqlite;

namespace Mlops.Storage.Tests.Import;

/// <summary>A database that MLflow's own code made and filled, from the dump that is kept with the tests.</summary>
internal static class MlflowDatabase
{
    /// <summary>MLflow 3.11 with everything it can hold.</summary>
    public const string Current = "mlflow-3.11.sql";

    /// <summary>What the secrets of webhooks are encrypted under.</summary>
    public const string WebhookKey = "BkQiUkOMCJq2Z0cPvgGmM2eSSXwyuWZ1P7FXq8zwNSE=";

    /// <summary>What belongs to <see cref="Current"/> besides: traces, assessments and webhooks.</summary>
    private const string Traces = "mlflow-3.11-traces.sql";

    /// <summary>The schema of late versions 2: no workspaces, no logged models.</summary>
    public const string Old = "mlflow-2.sql";

    public static string Create(string folder, string dump = Current, string? more = null)
    {
        var path = Path.Combine(folder, "mlflow.db");
        using var connection = Open(path);
        foreach (var part in dump == Current ? [dump, Traces] : (string[])[dump])
        {
            Execute(connection, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "mlflow-databases", part)));
        }

        if (more is not null)
        {
            Execute(connection, more);
        }

        return path;
    }

    public static void Change(string path, string sql)
    {
        using var connection = Open(path);
        Execute(connection, sql);
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = false }.ToString());
        connection.Open();
        return connection;
    }

#pragma warning disable CA2100 // Dumps and statements of the tests themselves.
    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
#pragma warning restore CA2100
}
