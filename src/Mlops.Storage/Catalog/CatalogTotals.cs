using System.Text.Json;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Catalog;

/// <summary>
/// How one change of the catalog changes <c>catalog_totals</c>: collected first, then written in the order of the key, so that hosts that
/// change the same rows wait for each other in the same order.
/// </summary>
internal sealed class CatalogTotals
{
    public const string Items = "items";
    public const string Boxes = "boxes";
    public const string Crossing = "crossing";
    public const string Changes = "changes";

    private readonly SortedDictionary<(string Kind, string Collection, string Value), long> _changes = new(Comparer<(string, string, string)>.Create(Compare));

    public void Add(ItemRow row)
    {
        Count((string)row.Columns[2]!, (double?)row.Columns[12], (double?)row.Columns[14], 1);
        foreach (var (kind, values) in row.Traits)
        {
            Count((string)row.Columns[2]!, kind, values, 1);
        }
    }

    public void Remove(RemovedItem row)
    {
        Count(row.Collection, row.West, row.East, -1);
        if (row.TraitsJson is { } json)
        {
            foreach (var (kind, values) in JsonSerializer.Deserialize(json, TraitsJson.Default.DictionaryStringIReadOnlyListString)!)
            {
                Count(row.Collection, kind, values, -1);
            }
        }
    }

    public async ValueTask WriteAsync(RelationalSession session)
    {
        Count("", Changes, [""], 1);
        foreach (var ((kind, collection, value), change) in _changes)
        {
            if (change != 0)
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO catalog_totals (kind, collection, value, items) VALUES (@0, @1, @2, @3)
                    ON CONFLICT (kind, collection, value) DO UPDATE SET items = catalog_totals.items + excluded.items
                    """,
                    kind, collection, value, change);
            }

            if (change < 0)
            {
                await session.ExecuteAsync("DELETE FROM catalog_totals WHERE kind = @0 AND collection = @1 AND value = @2 AND items <= 0", kind, collection, value);
            }
        }
    }

    private static int Compare((string Kind, string Collection, string Value) left, (string Kind, string Collection, string Value) right)
    {
        var kind = string.CompareOrdinal(left.Kind, right.Kind);
        var collection = kind != 0 ? kind : string.CompareOrdinal(left.Collection, right.Collection);
        return collection != 0 ? collection : string.CompareOrdinal(left.Value, right.Value);
    }

    private void Count(string collection, double? west, double? east, int change)
    {
        Count(collection, Items, [""], change);
        if (west is not null)
        {
            Count(collection, Boxes, [""], change);
        }

        if (west > east)
        {
            Count(collection, Crossing, [""], change);
        }
    }

    private void Count(string collection, string kind, IReadOnlyList<string> values, int change)
    {
        foreach (var value in values)
        {
            _changes[(kind, collection, value)] = _changes.GetValueOrDefault((kind, collection, value)) + change;
        }
    }
}
