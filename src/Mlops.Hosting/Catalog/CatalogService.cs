using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Mlops.Catalog.Index;
using Mlops.Catalog.Refresh;

namespace Mlops.Hosting.Catalog;

/// <summary>Fills the index at start, follows the sources, and does the chores that single projects need.</summary>
/// <param name="services">Asked once the host has started: what is built earlier would throw its own options' faults before all are
/// collected.</param>
/// <param name="chores">What is to be done.</param>
/// <param name="time">The clock for waits after failures.</param>
/// <param name="logger">Hears of failures.</param>
internal sealed class CatalogService(IServiceProvider services, CatalogChores chores, TimeProvider time, ILogger<CatalogService> logger) : BackgroundService
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);
    private readonly Dictionary<CatalogChore, int> _failures = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A host that ended between writing an item and telling of it tells of it now.
        chores.Add(new("", CatalogChoreKind.LinkAll));
        return Task.WhenAll(services.GetRequiredService<CatalogRefresher>().RunAsync(stoppingToken), DoChoresAsync(stoppingToken));
    }

    private async Task DoChoresAsync(CancellationToken stop)
    {
        while (true)
        {
            var chore = await chores.TakeAsync(stop);
            try
            {
                await DoAsync(chore, stop);
                _failures.Remove(chore);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                // A project that cannot be read must not hold up the others: it comes again later.
                var attempt = _failures[chore] = _failures.GetValueOrDefault(chore) + 1;
                var delay = TimeSpan.FromSeconds(Math.Min(LongestDelay.TotalSeconds, Math.Pow(2, Math.Min(attempt, 20))));
                HostingLog.CatalogChoreFailed(logger, error, chore.ProjectPath, attempt, delay);
                _ = AddLaterAsync(chore, delay, stop);
            }
        }
    }

    private async Task AddLaterAsync(CatalogChore chore, TimeSpan delay, CancellationToken stop)
    {
        await Task.Delay(delay, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        chores.Add(chore);
    }

    private async Task DoAsync(CatalogChore chore, CancellationToken stop)
    {
        switch (chore.Kind)
        {
            case CatalogChoreKind.Refresh:
                await services.GetRequiredService<CatalogRefresher>().RefreshProjectAsync(chore.ProjectPath, stop);
                break;
            case CatalogChoreKind.Link:
                await services.GetRequiredService<ModelVersionLinks>().UpdateAsync(chore.ProjectPath, stop);
                break;
            default:
                foreach (var project in (await services.GetRequiredService<ICatalogIndex>().ListChangeKeysAsync(stop)).Keys)
                {
                    chores.Add(new(project, CatalogChoreKind.Link));
                }

                break;
        }
    }
}
