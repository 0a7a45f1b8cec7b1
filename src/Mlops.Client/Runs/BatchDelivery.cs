using System.Net;
using Mlops.Tracking.Runs;

namespace Mlops.Client;

/// <summary>
/// Delivers a batch. A server takes a batch as a whole or not at all: when it refuses one for what it holds, the batch is halved until
/// what is at fault stands alone, so that one bad value does not take a thousand good ones with it.
/// </summary>
internal sealed class BatchDelivery(Func<RunBatch, CancellationToken, Task> send)
{
    private const int MaxSends = 64;
    private readonly List<(RunBatch Batch, MlopsException Reason)> _refused = [];
    private int _sends;

    /// <summary>What the server did not take, and why.</summary>
    public IReadOnlyList<(RunBatch Batch, MlopsException Reason)> Refused => _refused;

    public static int Count(RunBatch batch) => batch.Metrics.Count + batch.Params.Count + batch.Tags.Count;

    /// <summary>Delivers all that the server takes.</summary>
    /// <exception cref="MlopsException">The server did not answer, or not to the values; nothing is known of them, and all may be sent
    /// again.</exception>
    public async Task RunAsync(RunBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            _sends++;
            await send(batch, cancellationToken);
        }
        catch (MlopsException reason) when (reason.HttpStatus is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge)
        {
            if (Count(batch) == 1 || _sends >= MaxSends)
            {
                _refused.Add((batch, reason));
                return;
            }

            var (first, second) = Halve(batch);
            await RunAsync(first, cancellationToken);
            await RunAsync(second, cancellationToken);
        }
    }

    private static (RunBatch First, RunBatch Second) Halve(RunBatch batch)
    {
        var others = batch.Params.Count + batch.Tags.Count;
        if (others > 0 && batch.Metrics.Count > 0)
        {
            return (batch with { Metrics = [] }, batch with { Params = [], Tags = [] });
        }

        if (batch.Params.Count > 0 && batch.Tags.Count > 0)
        {
            return (batch with { Tags = [] }, batch with { Params = [] });
        }

        return (
            new RunBatch(First(batch.Metrics), First(batch.Params), First(batch.Tags)),
            new RunBatch(Second(batch.Metrics), Second(batch.Params), Second(batch.Tags)));
    }

    private static T[] First<T>(IReadOnlyList<T> items) => [.. items.Take(items.Count / 2)];

    private static T[] Second<T>(IReadOnlyList<T> items) => [.. items.Skip(items.Count / 2)];
}
