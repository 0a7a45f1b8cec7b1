using System.Threading.Channels;
using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Tests.Registry;

/// <summary>Keeps the changes it was told of, for a test to wait for.</summary>
internal sealed class RecordingObserver : IModelVersionObserver
{
    private readonly Channel<ModelVersionChange> _changes = Channel.CreateUnbounded<ModelVersionChange>();

    public ValueTask OnChangedAsync(ModelVersionChange change, CancellationToken cancellationToken) => _changes.Writer.WriteAsync(change, cancellationToken);

    /// <summary>The next change of a kind; those of other kinds are passed over.</summary>
    public async Task<ModelVersionChange> NextAsync(ModelVersionChangeKind kind)
    {
        await foreach (var change in _changes.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            if (change.Kind == kind)
            {
                return change;
            }
        }

        throw new InvalidOperationException("No more changes.");
    }
}
