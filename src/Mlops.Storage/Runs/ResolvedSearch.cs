using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Runs;

/// <summary>A run search with the numbers of what it names.</summary>
/// <param name="Query">The search.</param>
/// <param name="Experiments">The experiments to look in, all of one workspace; at least one.</param>
/// <param name="Keys">The numbers of the names of metrics, parameters and tags; 0 for names that were never logged.</param>
internal sealed record ResolvedSearch(RunQuery Query, IReadOnlyList<long> Experiments, Dictionary<string, long> Keys)
{
    /// <summary>Looks the names up, or yields null where there is no experiment to look in.</summary>
    public static async ValueTask<ResolvedSearch?> CreateAsync(RelationalSession session, RunQuery query, long workspaceId, KeyTable keys)
    {
        var experiments = await ExperimentRows.FindAllAsync(session, workspaceId, query.ExperimentIds);
        if (experiments.Count == 0)
        {
            return null;
        }

        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var comparison in query.Filter)
        {
            await AddKeyAsync(comparison.Entity, comparison.Key);
        }

        foreach (var order in query.OrderBy)
        {
            await AddKeyAsync(order.Entity, order.Key);
        }

        return new ResolvedSearch(query, experiments, found);

        async ValueTask AddKeyAsync(EntityKind entity, string name)
        {
            if (RunSearchSql.IsKeyed(entity))
            {
                found[name] = await keys.FindCommittedAsync(session, name) ?? 0;
            }
        }
    }
}
