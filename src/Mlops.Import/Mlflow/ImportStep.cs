using Mlops.Storage.Relational;

namespace Mlops.Import.Mlflow;

/// <summary>The way of one table of MLflow into this database.</summary>
/// <param name="table">The table in MLflow's database.</param>
/// <param name="target">The table here whose rows are counted in the end, with a condition where needed.</param>
internal abstract class ImportStep(string table, string target)
{
    /// <summary>What it is called in reports and in the progress that is kept.</summary>
    public virtual string Name => table;

    /// <summary>The table in MLflow's database.</summary>
    public string Table => table;

    /// <summary>Counts what is here.</summary>
    public string TargetCount => $"SELECT count(*) FROM {target}";

    /// <summary>Counts what is here, and where the batches have checksums sums up what comes back.</summary>
    public virtual async Task<(long Count, long? Checksum)> ReadBackAsync(IRelationalDatabase database, CancellationToken cancellationToken) =>
        (await database.ReadAsync(async session => await session.QueryInt64Async(TargetCount, []) ?? 0, cancellationToken), null);

    /// <summary>A condition for the rows of the table that are meant; null for all.</summary>
    protected virtual string? Condition => null;

    public virtual bool IsIn(SourceDatabase source) => source.Has(table);

    /// <summary>How many rows MLflow's database has.</summary>
    public Task<long> CountAsync(SourceDatabase source) =>
        source.CountAsync($"SELECT count(*) FROM {table}{(Condition is null ? "" : $" WHERE {Condition}")}");

    /// <summary>How many of them this step never reads since they hang on nothing.</summary>
    public virtual Task<long> CountUnreadAsync(SourceDatabase source) => Task.FromResult(0L);

    /// <summary>Streams the rows behind a key, in the order of keys.</summary>
    public abstract IAsyncEnumerable<SourceRow> ReadAsync(SourceDatabase source, IReadOnlyList<object> after, CancellationToken cancellationToken);

    /// <summary>The key of a row: texts and 64-bit integers or doubles.</summary>
    public abstract object[] Key(SourceRow row);

    /// <summary>How many rows one transaction takes.</summary>
    public virtual int BatchRows(ImportOptions options) => options.BatchRows;

    /// <summary>What the operator must know about the finished table, or null.</summary>
    /// <param name="checksum">The sum of the batches' checksums.</param>
    public virtual string? Note(long checksum) => null;

    /// <summary>Writes a batch inside a transaction.</summary>
    /// <returns>How many rows are in; the others hang on something that does not exist.</returns>
    public abstract ValueTask<ImportedRows> WriteAsync(ImportSession session, IReadOnlyList<SourceRow> rows);
}

/// <summary>What came of a batch.</summary>
/// <param name="Count">How many rows are in.</param>
/// <param name="Checksum">Of what must come back as it was, or what else the step counts.</param>
internal readonly record struct ImportedRows(int Count, long Checksum = 0)
{
    public static implicit operator ImportedRows(int count) => new(count);
}
