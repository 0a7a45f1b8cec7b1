using System.Globalization;
using Mlops.Import.Mlflow;

namespace Mlops.Import;

/// <summary>Says now and then how far the import has come.</summary>
internal sealed class ProgressLines(TextWriter output, TimeProvider time) : IProgress<ImportProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private long _reported;

    public void Report(ImportProgress value)
    {
        if (value.Done < value.Total && _reported != 0 && time.GetElapsedTime(_reported) < Interval)
        {
            return;
        }

        _reported = time.GetTimestamp();
        var share = value.Total == 0 ? 1 : (double)value.Done / value.Total;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Table}: {value.Done:N0} of {value.Total:N0} rows ({share:P0})"));
    }
}
