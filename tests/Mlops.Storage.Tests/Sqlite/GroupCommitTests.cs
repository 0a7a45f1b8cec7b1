using CsCheck;
using Microsoft.Data.Sqlite;
using Mlops.Storage.Relational;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tracking.Errors;

namespace Mlops.Storage.Tests.Sqlite;

/// <summary>The one writer commits many units of work at once, and each stands or falls alone all the same.</summary>
public sealed class GroupCommitTests(SqliteStores stores) : IClassFixture<SqliteStores>, IAsyncLifetime
{
    /// <summary>How a unit of work ends.</summary>
    private enum Ending
    {
        Well,
        FailsFirst,
        FailsAfterAChange,
        BreaksAConstraint,
        EngineUndoesAll,
        CancelledBefore,
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IRelationalDatabase Database => stores.Database;

    public async ValueTask InitializeAsync() => await Database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync("CREATE TABLE IF NOT EXISTS scratch (id INTEGER PRIMARY KEY, text TEXT NOT NULL)");
            return await session.ExecuteAsync("DELETE FROM scratch");
        },
        Stop);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Whatever_becomes_of_its_neighbours_a_unit_of_work_is_written_wholly_or_not_at_all()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        var endings = Gen.Enum<Ending>().Array[1, 40];
        await endings.SampleAsync(
            async units =>
            {
                await InitializeAsync();
                var answers = await TogetherAsync(units.Select<Ending, Func<Task>>((ending, i) => async () => await Database.WriteAsync(
                    session => RunAsync(session, i, ending), ending == Ending.CancelledBefore ? gone.Token : Stop)));
                for (var i = 0; i < units.Length; i++)
                {
                    Assert.Equal(Expected(units[i]), answers[i]?.GetType());
                }

                Assert.Equal(
                    Enumerable.Range(0, units.Length).Where(i => units[i] == Ending.Well).SelectMany(i => (long[])[2 * i, (2 * i) + 1]),
                    await RowsAsync());
            },
            iter: 60, threads: 1);

        static Type? Expected(Ending ending) => ending switch
        {
            Ending.Well => null,
            Ending.CancelledBefore => typeof(OperationCanceledException),
            Ending.BreaksAConstraint or Ending.EngineUndoesAll => typeof(SqliteException),
            _ => typeof(TimeZoneNotFoundException),
        };
    }

    [Fact]
    public async Task A_full_database_refuses_what_does_not_fit_and_takes_what_does()
    {
        await Database.WriteAsync(static async session => await session.ExecuteAsync($"PRAGMA max_page_count = {await session.QueryInt64Async("PRAGMA page_count", []) + 4}"), Stop);
        var answers = await TogetherAsync(
        [
            () => InsertAsync(1, "small"),
            () => InsertAsync(2, new string('x', 100_000)),
            () => InsertAsync(3, "small"),
        ]);
        Assert.Null(answers[0]);
        Assert.Equal(StorageFailure.Full, Assert.IsType<StorageException>(answers[1]).Failure);
        Assert.Null(answers[2]);
        Assert.Equal([1, 3], await RowsAsync());

        await Database.WriteAsync(static async session => await session.ExecuteAsync("PRAGMA max_page_count = 1000000"), Stop);
        await InsertAsync(2, new string('x', 100_000));
        Assert.Equal([1, 2, 3], await RowsAsync());

        async Task InsertAsync(int id, string text) => await Database.WriteAsync(
            session => session.ExecuteAsync("INSERT INTO scratch (id, text) VALUES (@0, @1)", id, text), Stop);
    }

    [Fact]
    public async Task While_another_process_holds_the_file_writers_are_told_to_come_again_and_readers_read_on()
    {
        using var other = new SqliteConnection($"Data Source={stores.Path};Pooling=False");
        other.Open();
        Execute("BEGIN IMMEDIATE");
        var refusal = await Assert.ThrowsAsync<StorageException>(async () => await Database.WriteAsync(session => RunAsync(session, 0, Ending.Well), Stop));
        Assert.Equal(StorageFailure.Unavailable, refusal.Failure);
        Assert.Empty(await RowsAsync());
        Execute("ROLLBACK");
        await Database.WriteAsync(session => RunAsync(session, 0, Ending.Well), Stop);
        Assert.Equal([0, 1], await RowsAsync());

        void Execute(string sql)
        {
            using var command = other.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    [Fact]
    public async Task A_unit_of_work_whose_caller_leaves_while_it_waits_is_not_begun()
    {
        using var leaves = new CancellationTokenSource();
        var answers = await TogetherAsync(
            [
                async () => await Database.WriteAsync(session => RunAsync(session, 0, Ending.Well), Stop),
                async () => await Database.WriteAsync(session => RunAsync(session, 1, Ending.Well), leaves.Token),
            ],
            beforeRelease: leaves.Cancel);
        Assert.Null(answers[0]);
        Assert.IsAssignableFrom<OperationCanceledException>(answers[1]);
        Assert.Equal([0, 1], await RowsAsync());
    }

    [Fact]
    public async Task A_reading_unit_of_work_that_fails_says_why_and_spoils_nothing()
    {
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(async () => await Database.ReadAsync<int>(_ => throw new TimeZoneNotFoundException(), Stop));
        // As the engine does when it cannot go on.
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(async () => await Database.ReadAsync<int>(
            async session =>
            {
                await session.ExecuteAsync("ROLLBACK");
                throw new TimeZoneNotFoundException();
            },
            Stop));
        await Assert.ThrowsAsync<StorageException>(async () => await Database.ReadAsync(session => session.ExecuteAsync("DELETE FROM scratch"), Stop));
        for (var i = 0; i < 20; i++)
        {
            Assert.Empty(await RowsAsync());
        }
    }

    [Fact]
    public async Task A_reader_sees_one_state_while_writers_go_on()
    {
        await Database.ReadAsync(
            async session =>
            {
                Assert.Equal(0, await session.QueryInt64Async("SELECT COUNT(*) FROM scratch", []));
                await Database.WriteAsync(writer => RunAsync(writer, 0, Ending.Well), Stop);
                Assert.Equal(0, await session.QueryInt64Async("SELECT COUNT(*) FROM scratch", []));
                return 0;
            },
            Stop);
        Assert.Equal([0, 1], await RowsAsync());
    }

    private static async ValueTask<int> RunAsync(RelationalSession session, int index, Ending ending)
    {
        if (ending == Ending.FailsFirst)
        {
            throw new TimeZoneNotFoundException();
        }

        await session.ExecuteAsync("INSERT INTO scratch (id, text) VALUES (@0, 'a')", 2 * index);
        switch (ending)
        {
            case Ending.FailsAfterAChange:
                throw new TimeZoneNotFoundException();
            case Ending.BreaksAConstraint:
                await session.ExecuteAsync("INSERT INTO scratch (id, text) VALUES (@0, 'b')", 2 * index);
                break;
            case Ending.EngineUndoesAll:
                // The engine ends the transaction, as it does when the disk is full.
                await session.ExecuteAsync("INSERT OR ROLLBACK INTO scratch (id, text) VALUES (@0, 'b')", 2 * index);
                break;
        }

        return await session.ExecuteAsync("INSERT INTO scratch (id, text) VALUES (@0, 'b')", (2 * index) + 1);
    }

    /// <summary>Lets units of work come while the writer is busy, so that it takes them as one group.</summary>
    private async Task<Exception?[]> TogetherAsync(IEnumerable<Func<Task>> writes, Action? beforeRelease = null)
    {
        using var release = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var busy = Database.WriteAsync(
            _ =>
            {
                begun.TrySetResult();
                release.Wait(Stop);
                return ValueTask.FromResult(0);
            },
            Stop).AsTask();
        await begun.Task;
        var answers = writes.Select(async writeAsync =>
        {
            try
            {
                await writeAsync();
                return null;
            }
#pragma warning disable CA1031 // The tests look at whatever was thrown.
            catch (Exception error)
#pragma warning restore CA1031
            {
                return error;
            }
        }).ToArray();
        beforeRelease?.Invoke();
        release.Set();
        await busy;
        return await Task.WhenAll(answers);
    }

    private ValueTask<List<long>> RowsAsync() => Database.ReadAsync(
        session => session.QueryAsync("SELECT id FROM scratch ORDER BY id", static row => row.GetInt64(0), []), Stop);
}
