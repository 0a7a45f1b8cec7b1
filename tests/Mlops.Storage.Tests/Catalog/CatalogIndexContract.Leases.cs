using Mlops.Catalog.Index;

namespace Mlops.Storage.Tests.Catalog;

/// <summary>Leases between hosts on one database.</summary>
public abstract partial class CatalogIndexContract
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    protected abstract ICatalogLeases Leases { get; }

    [Fact]
    public async Task A_lease_is_one_owners_until_it_is_given_back()
    {
        Assert.True(await Leases.TakeAsync("catalog/a", "one", Long, Stop));
        Assert.False(await Leases.TakeAsync("catalog/a", "two", Long, Stop));
        Assert.True(await Leases.TakeAsync("catalog/a", "one", Long, Stop));
        Assert.True(await Leases.TakeAsync("catalog/b", "two", Long, Stop));

        await Leases.ReleaseAsync("catalog/a", "two", Stop);
        Assert.False(await Leases.TakeAsync("catalog/a", "two", Long, Stop));
        await Leases.ReleaseAsync("catalog/a", "one", Stop);
        Assert.True(await Leases.TakeAsync("catalog/a", "two", Long, Stop));
    }

    [Fact]
    public async Task A_lease_that_has_ended_is_anybodys()
    {
        Assert.True(await Leases.TakeAsync("catalog", "one", TimeSpan.Zero, Stop));
        Assert.True(await Leases.TakeAsync("catalog", "two", Long, Stop));
        Assert.False(await Leases.TakeAsync("catalog", "one", Long, Stop));
    }

    [Fact]
    public async Task Of_many_who_want_a_lease_at_once_one_gets_it()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Leases.TakeAsync("catalog", $"host {n}", Long, Stop)));
        Assert.Single(taken, true);
    }
}
