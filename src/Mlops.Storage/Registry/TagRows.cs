using System.Data.Common;
using Mlops.Storage.Relational;
using Mlops.Tracking;

namespace Mlops.Storage.Registry;

/// <summary>The tags of models and of versions, which are kept in the same way.</summary>
internal static class TagRows
{
    public const string Models = "registered_model_tags";
    public const string Versions = "model_version_tags";

    /// <summary>Sets a tag or, with a null value, removes it.</summary>
    public static ValueTask<int> SetAsync(RelationalSession session, string table, long owner, string key, string? value)
    {
        var column = table == Models ? "model_id" : "version_id";
        return value is null
            ? session.ExecuteAsync($"DELETE FROM {table} WHERE {column} = @0 AND key = @1", owner, key)
            : session.ExecuteAsync(
                $"INSERT INTO {table} ({column}, key, value) VALUES (@0, @1, @2) ON CONFLICT ({column}, key) DO UPDATE SET value = excluded.value",
                owner, key, value);
    }

    public static async ValueTask SetAllAsync(RelationalSession session, string table, long owner, IEnumerable<Tag> tags)
    {
        foreach (var tag in tags)
        {
            await SetAsync(session, table, owner, tag.Key, tag.Value);
        }
    }

    /// <summary>Collects a row of owner, key and value.</summary>
    public static void Add(Dictionary<long, List<Tag>> tags, DbDataReader row)
    {
        if (!tags.TryGetValue(row.GetInt64(0), out var list))
        {
            tags.Add(row.GetInt64(0), list = []);
        }

        list.Add(new Tag(row.GetString(1), row.GetString(2)));
    }
}
