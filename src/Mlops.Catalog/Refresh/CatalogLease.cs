using Mlops.Catalog.Index;

namespace Mlops.Catalog.Refresh;

/// <summary>A lease while it is held: it is prolonged until it is given back, and work under it is cancelled when it is lost.</summary>
internal sealed class CatalogLease : IAsyncDisposable
{
    // Short, so that what a host had when it was killed is free again soon.
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(200);

    private readonly ICatalogLeases? _leases;
    private readonly string _name;
    private readonly string _owner = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _lost;
    private Task _renewing = Task.CompletedTask;

    private CatalogLease(ICatalogLeases? leases, string name, CancellationToken cancellationToken)
    {
        _leases = leases;
        _name = name;
        _lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Cancelled with the caller's own token, and when the lease is lost.</summary>
    public CancellationToken Token => _lost.Token;

    /// <summary>Waits for a lease.</summary>
    /// <param name="leases">Where leases are; null for a host that is alone.</param>
    /// <param name="name">What is leased.</param>
    /// <param name="time">The clock for waits.</param>
    /// <param name="cancellationToken">Ends the wait, and then the work.</param>
    public static async Task<CatalogLease> TakeAsync(ICatalogLeases? leases, string name, TimeProvider time, CancellationToken cancellationToken)
    {
        var lease = new CatalogLease(leases, name, cancellationToken);
        if (leases is not null)
        {
            while (!await leases.TakeAsync(name, lease._owner, s_duration, cancellationToken))
            {
                await Task.Delay(s_wait, time, cancellationToken);
            }

            lease._renewing = lease.RenewAsync(leases, time);
        }

        return lease;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        if (_leases is not null)
        {
            // The caller may have been cancelled; the next one need not wait for that.
            await _leases.ReleaseAsync(_name, _owner, CancellationToken.None);
        }

        _lost.Dispose();
        _ended.Dispose();
    }

    private async Task RenewAsync(ICatalogLeases leases, TimeProvider time)
    {
        try
        {
            do
            {
                await Task.Delay(s_renewal, time, _ended.Token);
            }
            while (await leases.TakeAsync(_name, _owner, s_duration, _ended.Token));
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // Whatever keeps a lease from being prolonged, the work under it ends.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        await _lost.CancelAsync();
    }
}
