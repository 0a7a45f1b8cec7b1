using System.Runtime.InteropServices;

namespace Mlops.Storage.Metrics;

/// <summary>
/// Chooses the steps that a thinned chart keeps: those of a range in the union of all runs' steps, sampled evenly, with the last of
/// them, and the first and the last step of every run (protocol 2.2).
/// </summary>
internal sealed class StepSample
{
    private readonly HashSet<long> _ends = [];
    private long[] _union = [];
    private long[] _spare = [];
    private int _count;

    /// <summary>Adds the steps of one run.</summary>
    /// <param name="steps">Its steps in any order, repeated or not; sorted by the call.</param>
    public void Add(List<long> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count == 0)
        {
            return;
        }

        SortWhereNeeded(steps);
        _ends.Add(steps[0]);
        _ends.Add(steps[^1]);
        Merge(CollectionsMarshal.AsSpan(steps));
    }

    /// <summary>Chooses.</summary>
    /// <param name="start">The first step of the range.</param>
    /// <param name="end">The last step of the range.</param>
    /// <param name="max">How many steps to sample; the ends come on top.</param>
    /// <returns>The chosen steps.</returns>
    public IReadOnlySet<long> Choose(long start, long end, int max)
    {
        var union = _union.AsSpan(0, _count);
        var first = union.BinarySearch(start) is var from && from < 0 ? ~from : from;
        var afterLast = union.BinarySearch(end) is var to && to < 0 ? ~to : to + 1;
        var chosen = new HashSet<long>();
        foreach (var step in _ends)
        {
            if (step >= start && step <= end)
            {
                chosen.Add(step);
            }
        }

        var steps = first < afterLast ? union[first..afterLast] : [];
        if (steps.Length <= max)
        {
            foreach (var step in steps)
            {
                chosen.Add(step);
            }

            return chosen;
        }

        var interval = (double)steps.Length / max;
        for (var i = 0; i < max; i++)
        {
            chosen.Add(steps[(int)(i * interval)]);
        }

        chosen.Add(steps[^1]);
        return chosen;
    }

    private static void SortWhereNeeded(List<long> steps)
    {
        for (var i = 1; i < steps.Count; i++)
        {
            if (steps[i] < steps[i - 1])
            {
                steps.Sort();
                return;
            }
        }
    }

    // Runs of one experiment mostly share their steps, so that the union stays as long as one of them.
    private void Merge(ReadOnlySpan<long> steps)
    {
        if (_spare.Length < _count + steps.Length)
        {
            _spare = new long[_count + steps.Length];
        }

        int left = 0, right = 0, count = 0;
        while (left < _count || right < steps.Length)
        {
            var next = right == steps.Length || (left < _count && _union[left] <= steps[right]) ? _union[left++] : steps[right++];
            if (count == 0 || _spare[count - 1] != next)
            {
                _spare[count++] = next;
            }
        }

        (_union, _spare, _count) = (_spare, _union, count);
    }
}
