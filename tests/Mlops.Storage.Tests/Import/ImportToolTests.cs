using Microsoft.Data.Sqlite;
using Mlops.Import;
using Mlops.Import.Mlflow;
using Mlops.Tests.PostgreSql;
using Npgsql;

namespace Mlops.Storage.Tests.Import;

/// <summary>The tool <c>mlops-import</c> as an operator calls it.</summary>
public sealed class ImportToolTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-import-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("postgresql://host")]
    [InlineData("postgresql:///database")]
    [InlineData("postgres://u:secret@host/")]
    public async Task An_address_without_host_or_database_is_refused_without_repeating_it(string address)
    {
        var refusal = await Assert.ThrowsAsync<ImportException>(() => SourceDatabase.OpenAsync(address));
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("postgresql://user:password@host:port/database", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tool_imports_copies_artifacts_and_says_what_came_of_it()
    {
        var source = MlflowDatabase.Create(_folder.FullName);
        var artifacts = _folder.CreateSubdirectory("mlartifacts");
        var runId = new string('a', 32);
        var file = Path.Combine(artifacts.CreateSubdirectory(Path.Combine("1", runId, "artifacts")).FullName, "model.txt");
        await File.WriteAllTextAsync(file, "weights", Stop);
        File.CreateSymbolicLink(Path.Combine(artifacts.FullName, "link"), "/etc/hostname");
        var target = Path.Combine(_folder.FullName, "new", "mlops.db");
        var store = Path.Combine(_folder.FullName, "new", "artifacts");
        string[] call = ["--from", "sqlite:///" + source, "--to", target, "--artifacts", artifacts.FullName, "--to-artifacts", Path.GetRelativePath(Environment.CurrentDirectory, store)];

        var (exitCode, output) = await CallAsync(call);
        Assert.True(exitCode == 0, output);
        Assert.Contains("runs                                         5             5         0             5  complete", output, StringComparison.Ordinal);
        Assert.Contains("1 files copied, 0 were there, 0 left out", output, StringComparison.Ordinal);
        Assert.Equal("weights", await File.ReadAllTextAsync(Path.Combine(store, "default", "1", runId, "artifacts", "model.txt"), Stop));

        (exitCode, output) = await CallAsync(call);
        Assert.True(exitCode == 0, output);
        Assert.Contains("0 files copied, 1 were there", output, StringComparison.Ordinal);

        Assert.Contains("1 of the webhooks came without a secret", output, StringComparison.Ordinal);

        MlflowDatabase.Change(source, "DELETE FROM runs");
        (exitCode, output) = await CallAsync(call);
        Assert.Equal(1, exitCode);
        Assert.Contains("INCOMPLETE", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--from x", "Option '--to' is required")]
    [InlineData("--to x", "Option '--from' is required")]
    [InlineData("--from x --to y --nonsense z", "'--nonsense'")]
    [InlineData("--from x --to", "argument missing for option: '--to'")]
    [InlineData("--from x --from x --to y", "Option '--from' expects a single argument")]
    [InlineData("--from x --to y --artifacts z", "--artifacts needs --to-artifacts")]
    [InlineData("--from missing.db --to y", "There is no file")]
    [InlineData("--from mysql://u:secret@h/d --to y", "'mysql' databases can't be read")]
    [InlineData("--from SOURCE --to mysql://u:secret@h/d", "'mysql' databases can't be filled")]
    [InlineData("--from SOURCE --to postgresql://u:secret@h", "must be of the form postgresql://user:password@host:port/database")]
    [InlineData("--from SOURCE --to postgresql://u:secret@h/d?sslmode=perhaps", "The sslmode of a PostgreSQL address is")]
    [InlineData("--from SOURCE --to postgresql://u:secret@h/d?secret=1", "parameters behind the ?")]
    [InlineData("--from SOURCE --to Host=h;Password=secret", "A connection string of PostgreSQL is written")]
    [InlineData("--from SOURCE --to Host=h;Database=d;secret=1", "A connection string of PostgreSQL is written")]
    [InlineData("--from SOURCE --to postgresql://u:secret@127.0.0.1:1/d", "can't be reached")]
    [InlineData("--from SOURCE --to SOURCE", "is a database of MLflow itself")]
    public async Task A_call_that_can_not_be_carried_out_is_explained(string call, string text)
    {
        var source = MlflowDatabase.Create(_folder.FullName);
        var (exitCode, output) = await CallAsync(call.Replace("SOURCE", source, StringComparison.Ordinal).Split(' '));
        Assert.Equal(2, exitCode);
        Assert.Contains(text, output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_of_MLflow_is_refused()
    {
        var path = Path.Combine(_folder.FullName, "other.db");
        await File.WriteAllTextAsync(path, "no database at all, but long enough to be read as the header of one, which takes a hundred bytes or so", Stop);
        await Assert.ThrowsAsync<ImportException>(() => SourceDatabase.OpenAsync(path));
        File.Delete(path);
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync(Stop);
            await using var command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE runs (id INTEGER)";
            await command.ExecuteNonQueryAsync(Stop);
        }

        Assert.Contains("no database of MLflow", (await Assert.ThrowsAsync<ImportException>(() => SourceDatabase.OpenAsync(path))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgresql://{0}:pass-w0rd@{1}:{2}/{3}")]
    [InlineData("Host={1};Port={2};Username={0};Password=pass-w0rd;Database={3}")]
    public async Task The_tool_fills_a_bare_database_of_PostgreSQL_and_does_not_repeat_the_password(string form)
    {
        var server = await PostgreSqlServer.SharedAsync();
        var database = new NpgsqlConnectionStringBuilder(await server.CreateBareDatabaseAsync());
        var target = string.Format(System.Globalization.CultureInfo.InvariantCulture, form, database.Username, database.Host, database.Port, database.Database);
        string[] call = ["--from", MlflowDatabase.Create(_folder.FullName), "--to", target];
        for (var again = 0; again < 2; again++)
        {
            var (exitCode, output) = await CallAsync(call);
            Assert.True(exitCode == 0, output);
            Assert.Contains($"into postgresql {database.Host}:{database.Port}/{database.Database}", output, StringComparison.Ordinal);
            Assert.DoesNotContain("pass-w0rd", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_of_MLflow_on_PostgreSQL_is_not_filled()
    {
        var server = await PostgreSqlServer.SharedAsync();
        var database = new NpgsqlConnectionStringBuilder(await server.CreateBareDatabaseAsync());
        var source = MlflowDatabase.Create(_folder.FullName);
        await PostgreSqlSource.FillAsync(database.ToString(), source, Stop);
        var (exitCode, output) = await CallAsync(["--from", source, "--to", database.ToString()]);
        Assert.Equal(2, exitCode);
        Assert.Contains("is a database of MLflow itself", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_come_along_from_the_database_that_the_call_names()
    {
        string[] call = ["--from", MlflowDatabase.Create(_folder.FullName), "--to", Path.Combine(_folder.FullName, "new.db"), "--auth"];
        var (exitCode, output) = await CallAsync([.. call, call[1]]);
        Assert.Equal(2, exitCode);
        Assert.Contains("it has no users and permissions", output, StringComparison.Ordinal);
        (exitCode, output) = await CallAsync([.. call, "sqlite:///" + AuthDatabase.Create(_folder.FullName)]);
        Assert.True(exitCode == 0, output);
        Assert.Contains("users                                        4             3         1             3  complete", output, StringComparison.Ordinal);
        Assert.DoesNotContain("scrypt", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_of_webhooks_come_along_under_the_key_of_the_environment()
    {
        string[] call = ["--from", MlflowDatabase.Create(_folder.FullName), "--to", Path.Combine(_folder.FullName, "new.db")];
        var (exitCode, output) = await CallAsync(call, "no key");
        Assert.Equal(2, exitCode);
        Assert.Contains("is no key", output, StringComparison.Ordinal);
        (exitCode, output) = await CallAsync(call, MlflowDatabase.WebhookKey);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("webhooks came without", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> CallAsync(string[] call, string? webhookKey = null)
    {
        await using var output = new StringWriter();
        return (await ImportTool.RunAsync(call, name => name == FernetKey.Variable ? webhookKey : null, output, Stop), output.ToString());
    }
}
