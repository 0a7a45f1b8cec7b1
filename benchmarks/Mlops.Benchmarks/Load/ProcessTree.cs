using System.Diagnostics;
using System.Globalization;

namespace Mlops.Benchmarks.Load;

/// <summary>A server's process and those that it started, as Linux counts them in <c>/proc</c>.</summary>
internal sealed class ProcessTree
{
    // The kernel tells the programs of every architecture a hundredth of a second (USER_HZ).
    private const double TicksPerSecond = 100;
    private readonly List<int> _ids = [];

    public ProcessTree(int id)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(static folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(static id => id > 0)
            .Select(static id => (Id: id, Stat: Stat(id)))
            .Where(static process => process.Stat is not null)
            .ToLookup(static process => int.Parse(process.Stat![1], CultureInfo.InvariantCulture), static process => process.Id);
        var found = new Stack<int>([id]);
        while (found.TryPop(out var next))
        {
            _ids.Add(next);
            foreach (var child in children[next])
            {
                found.Push(child);
            }
        }
    }

    /// <summary>The processor time that all of them have used, in user mode and in the kernel.</summary>
    public TimeSpan ProcessorTime => TimeSpan.FromSeconds(
        _ids.Select(Stat).OfType<string[]>().Sum(static stat => double.Parse(stat[11], CultureInfo.InvariantCulture) + double.Parse(stat[12], CultureInfo.InvariantCulture))
        / TicksPerSecond);

    /// <summary>The memory that is resident, in MB.</summary>
    public double Memory => Kilobytes("VmRSS:") / 1024;

    /// <summary>The most memory that was resident at once, in MB.</summary>
    public double PeakMemory => Kilobytes("VmHWM:") / 1024;

    private double Kilobytes(string name) => _ids.Sum(id =>
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB "), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    });

    // The fields behind the name, which may hold blanks and brackets: state, parent, …, user time at 11, system time at 12.
    private static string[]? Stat(int id)
    {
        try
        {
            var line = File.ReadAllText($"/proc/{id}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
