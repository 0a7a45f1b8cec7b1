using Mlops.Tracking;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Client;

/// <summary>Logged values in their order, to be taken out in batches that the protocol allows. Not safe for several threads.</summary>
internal sealed class PendingValues
{
    /// <summary>The most values of one <c>logBatch</c>.</summary>
    public const int MaxBatch = 1000;

    private const int MaxParams = 100;
    private const int MaxTags = 100;
    private readonly Queue<Metric> _metrics = new();
    private readonly Queue<Param> _params = new();
    private readonly Queue<Tag> _tags = new();

    public int Count => _metrics.Count + _params.Count + _tags.Count;

    public void Add(Metric metric) => _metrics.Enqueue(metric);

    public void Add(Param param) => _params.Enqueue(param);

    public void Add(Tag tag) => _tags.Enqueue(tag);

    /// <summary>The oldest values of each kind, as many as one batch may hold.</summary>
    public RunBatch Take()
    {
        var parameters = Take(_params, MaxParams);
        var tags = Take(_tags, MaxTags);
        return new RunBatch(Take(_metrics, MaxBatch - parameters.Length - tags.Length), parameters, tags);
    }

    private static T[] Take<T>(Queue<T> queue, int most)
    {
        var taken = new T[Math.Min(queue.Count, most)];
        for (var i = 0; i < taken.Length; i++)
        {
            taken[i] = queue.Dequeue();
        }

        return taken;
    }
}
