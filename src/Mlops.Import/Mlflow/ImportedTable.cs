namespace Mlops.Import.Mlflow;

/// <summary>What came of one table.</summary>
/// <param name="Name">The table in MLflow's database.</param>
/// <param name="Expected">The rows there.</param>
/// <param name="Imported">The rows taken over.</param>
/// <param name="Skipped">The rows that hang on something that does not exist there.</param>
/// <param name="Found">What is here now.</param>
/// <param name="IsSame">Whether what was read back adds up to what was written.</param>
/// <param name="Note">What the operator must know besides, or null.</param>
internal sealed record ImportedTable(string Name, long Expected, long Imported, long Skipped, long Found, bool IsSame, string? Note)
{
    /// <summary>Whether nothing is missing and nothing is there twice.</summary>
    public bool IsComplete => IsSame && Expected == Imported + Skipped && Found == Imported;
}

/// <summary>How far an import has come.</summary>
/// <param name="Table">The table it is at.</param>
/// <param name="Done">Rows read.</param>
/// <param name="Total">Rows there are.</param>
internal sealed record ImportProgress(string Table, long Done, long Total);
