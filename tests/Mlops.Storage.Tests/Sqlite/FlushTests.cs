using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Storage.Sqlite;

namespace Mlops.Storage.Tests.Sqlite;

/// <summary>Nobody is told that something was written before the disk has it.</summary>
public sealed class FlushTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-flush-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_commit_that_the_disk_does_not_confirm_is_answered_as_not_done()
    {
        await using var writer = Writer(Path.Combine(_folder.FullName, "gone", "x.db"));
        var refusal = await Assert.ThrowsAsync<StorageException>(async () => await writer.ExecuteAsync(
            static session => session.ExecuteAsync("CREATE TABLE t (id INTEGER)"), Stop));
        Assert.Equal(StorageFailure.Unavailable, refusal.Failure);
        Assert.Contains("did not confirm", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_waits_for_the_disk_as_well()
    {
        await using var writer = Writer(Path.Combine(_folder.FullName, "gone", "x.db"));
        var refusal = await Assert.ThrowsAsync<StorageException>(async () => await writer.ExecuteAsync<int>(
            static _ => throw new TimeZoneNotFoundException(), Stop));
        Assert.Equal(StorageFailure.Unavailable, refusal.Failure);
    }

    [Fact]
    public async Task What_the_disk_confirms_is_answered()
    {
        var path = Path.Combine(_folder.FullName, "x.db");
        await using var writer = Writer(path);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i => await writer.ExecuteAsync(
            session => session.ExecuteAsync($"CREATE TABLE t{i} (id INTEGER)"), Stop)));
        Assert.Equal(50, await writer.ExecuteAsync(static session => session.QueryInt64Async("SELECT count(*) FROM sqlite_schema", []), Stop));
    }

    private SqliteWriter Writer(string logPath) => new(
        SqliteConnections.Open(new SqliteStorageOptions { Path = Path.Combine(_folder.FullName, "x.db") }, readOnly: false), new WriteLog(logPath), TimeSpan.FromSeconds(30), NullLogger.Instance);
}
