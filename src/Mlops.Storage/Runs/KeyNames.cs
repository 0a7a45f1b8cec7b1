using Mlops.Storage.Relational;

namespace Mlops.Storage.Runs;

/// <summary>
/// Names for the numbers that rows hold, from what is remembered: joining them costs the engine as much as reading the rows. Numbers that
/// nobody remembers are gathered, and found by one query when the rows have been read.
/// </summary>
internal sealed class KeyNames(KeyTable keys)
{
    private Dictionary<long, string>? _found;
    private HashSet<long>? _missing;

    /// <summary>The name of a number; empty where it must be looked up first.</summary>
    public string Of(long id)
    {
        if (keys.FindName(id) is { } name || _found?.TryGetValue(id, out name) == true)
        {
            return name;
        }

        (_missing ??= []).Add(id);
        return "";
    }

    /// <summary>Looks up the names that were missing; inside a unit of work that only reads, so that they are there to stay.</summary>
    /// <returns>Whether there were any, so that the rows must be read again.</returns>
    public async ValueTask<bool> FindMissingAsync(RelationalSession session)
    {
        if (_missing is null)
        {
            return false;
        }

        var found = _found ??= [];
        await session.ForEachAsync(
            "SELECT id, name FROM keys WHERE id IN @0", found, static (found, row) => found[row.GetInt64(0)] = row.GetString(1), [_missing.ToArray()]);
        foreach (var id in _missing)
        {
            keys.Remember(found[id], id);
        }

        _missing = null;
        return true;
    }
}
