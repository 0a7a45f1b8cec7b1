using System.Globalization;
using Mlops.Import.Mlflow;

namespace Mlops.Import;

/// <summary>The table at the end of an import.</summary>
internal static class Report
{
    public static void Write(TextWriter output, IReadOnlyList<ImportedTable> tables)
    {
        output.WriteLine();
        output.WriteLine($"{"table",-32}{"in MLflow",14}{"imported",14}{"skipped",10}{"here",14}  check");
        foreach (var table in tables)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{table.Name,-32}{table.Expected,14:N0}{table.Imported,14:N0}{table.Skipped,10:N0}{table.Found,14:N0}  {(table.IsComplete ? "complete" : table.IsSame ? "INCOMPLETE" : "DIFFERENT")}"));
        }

        output.WriteLine();
        if (tables.Any(static table => table.Skipped > 0))
        {
            output.WriteLine("Skipped rows hang on runs, experiments, traces, models or versions that MLflow's database does not have, or hold JSON that can't be read; of users and permissions those that say nothing here, too.");
        }

        foreach (var table in tables.Where(static table => table.Note is not null))
        {
            output.WriteLine(table.Note);
        }
    }
}
