using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Mlops.Storage.Relational;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Runs;

/// <summary>
/// Finds the runs of a search. It goes through the fewest rows that it can: those that a selective comparison finds by index, else
/// the values of the metric to order by, else the runs in order of their start.
/// </summary>
internal sealed class RunSearcher(KeyTable keys, TimeProvider time)
{
    private const int MaxKeptCounts = 512;
    private const int MaxNameLength = 2048;
    private static readonly TimeSpan s_keptFor = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, (bool IsFew, long At)> _counts = new(StringComparer.Ordinal);

    private const int MaxDrivenExperiments = 100;

    /// <summary>So few rows are looked up and sorted faster than a page is found by going through an order.</summary>
    public int Few { get; init; } = 1000;

    /// <summary>So few rows in the order asked for are gone through faster than those of other comparisons are counted.</summary>
    public int FewInOrder { get; init; } = 400;

    /// <summary>The numbers of the page's runs, and one more where there is a next page.</summary>
    public async ValueTask<List<long>> FindAsync(RelationalSession session, RunQuery query, long workspaceId)
    {
        if (await ResolvedSearch.CreateAsync(session, query, workspaceId, keys) is not { } search)
        {
            return [];
        }

        var driver = await ChooseAsync(session, search);
        var ids = await RunAsync(session, search, driver);
        // Runs without a number come after those with one.
        return IsWhole(search, driver) || ids.Count > query.MaxResults ? ids : await RunAsync(session, search, null);
    }

    /// <summary>The query that a search begins with.</summary>
    public async ValueTask<SqlQuery?> FirstQueryAsync(RelationalSession session, RunQuery query, long workspaceId) =>
        await ResolvedSearch.CreateAsync(session, query, workspaceId, keys) is { } search
            ? RunSearchSql.Build(search, await ChooseAsync(session, search))
            : null;

    private async ValueTask<RunDriver?> ChooseAsync(RelationalSession session, ResolvedSearch search)
    {
        var inOrder = search.Query.OrderBy is [{ Entity: EntityKind.Metric } first, ..] ? RunDriver.InOrder(first.Key) : null;
        if (search.Experiments.Count > MaxDrivenExperiments)
        {
            return IsWhole(search, inOrder) ? inOrder : null;
        }

        var filter = search.Query.Filter;
        if (inOrder is not null && IsWhole(search, inOrder) && await IsFewAsync(session, search, inOrder, FewInOrder))
        {
            return inOrder;
        }

        for (var i = 0; i < filter.Count; i++)
        {
            if (RunDriver.HasIndex(filter[i]) && inOrder?.Takes(filter[i], i) != true)
            {
                var driver = RunDriver.ByFilter(filter, i);
                if (await IsFewAsync(session, search, driver, Few))
                {
                    return driver;
                }
            }
        }

        return inOrder;
    }

    // Counting takes as long as reading half a page. What was few a moment ago mostly still is; what is found does not depend on it.
    private async ValueTask<bool> IsFewAsync(RelationalSession session, ResolvedSearch search, RunDriver driver, int limit)
    {
        var count = RunSearchSql.Count(search, driver, limit);
        var name = Name(count);
        if (_counts.TryGetValue(name, out var kept) && time.GetElapsedTime(kept.At) < s_keptFor)
        {
            return kept.IsFew;
        }

        var isFew = await session.QueryInt64Async(count.Text, count.Parameters) < limit;
        if (_counts.Count >= MaxKeptCounts)
        {
            _counts.Clear();
        }

        if (name.Length <= MaxNameLength)
        {
            _counts[name] = (isFew, time.GetTimestamp());
        }

        return isFew;
    }

    private static string Name(SqlQuery query)
    {
        var name = new StringBuilder(query.Text, query.Text.Length + 64);
        foreach (var parameter in query.Parameters)
        {
            name.Append('\n').Append(CultureInfo.InvariantCulture, $"{(parameter is long[] numbers ? string.Join(',', numbers) : parameter)}");
        }

        return name.ToString();
    }

    /// <summary>Whether the rows that drive hold everything that the search finds.</summary>
    private static bool IsWhole(ResolvedSearch search, RunDriver? driver) =>
        driver is null || driver.Comparison >= 0 || search.Query.Filter.Any(comparison => RunDriver.IsBound(comparison, driver.Key));

    private static ValueTask<List<long>> RunAsync(RelationalSession session, ResolvedSearch search, RunDriver? driver)
    {
        var query = RunSearchSql.Build(search, driver);
        return session.QueryAsync(query.Text, static row => row.GetInt64(0), query.Parameters);
    }
}
