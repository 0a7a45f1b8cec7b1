using System.Data.Common;
using System.Text.Json;
using Mlops.Catalog.Index;
using Mlops.Stac.Search;

namespace Mlops.Storage.Catalog;

/// <summary>The rows of a collection, added up one by one.</summary>
internal sealed class CollectionSum
{
    private readonly Dictionary<(string Kind, string Value), long> _traits = [];
    private long _items;
    private long _boxes;
    private long _crossing;
    private double _west = double.PositiveInfinity;
    private double _south = double.PositiveInfinity;
    private double _east = double.NegativeInfinity;
    private double _north = double.NegativeInfinity;
    private long _from = long.MaxValue;
    private long _to = long.MinValue;

    /// <summary>Adds a row of <c>collection, west, south, east, north, time_from, time_to, traits</c>.</summary>
    public void Add(DbDataReader row)
    {
        _items++;
        if (!row.IsDBNull(1))
        {
            var (west, east) = (row.GetDouble(1), row.GetDouble(3));
            _boxes++;
            _crossing += west > east ? 1 : 0;
            (_west, _east) = (Math.Min(_west, west), Math.Max(_east, east));
            (_south, _north) = (Math.Min(_south, row.GetDouble(2)), Math.Max(_north, row.GetDouble(4)));
        }

        var (from, to) = (row.GetInt64(5), row.GetInt64(6));
        _from = from == long.MinValue ? _from : Math.Min(_from, from);
        _to = to == long.MaxValue ? _to : Math.Max(_to, to);
        if (!row.IsDBNull(7))
        {
            foreach (var (kind, values) in JsonSerializer.Deserialize(row.GetString(7), TraitsJson.Default.DictionaryStringIReadOnlyListString)!)
            {
                foreach (var value in values)
                {
                    _traits[(kind, value)] = _traits.GetValueOrDefault((kind, value)) + 1;
                }
            }
        }
    }

    public CollectionSummary ToSummary(string collection) => new(
        collection,
        _items,
        _boxes == 0 ? null : Box(_west, _south, _east, _north, _boxes, _crossing),
        new(_from == long.MaxValue ? null : new DateTimeOffset(_from, TimeSpan.Zero), _to == long.MinValue ? null : new DateTimeOffset(_to, TimeSpan.Zero)))
    {
        Traits =
        [
            .. ItemTraits.Kinds.SelectMany(kind => _traits.Where(trait => trait.Key.Kind == kind)
                .OrderByDescending(trait => trait.Value).ThenBy(trait => trait.Key.Value, CodePoints)
                .Take(ItemTraits.MaxOfAKind).Select(trait => new CollectionTrait(kind, trait.Key.Value, trait.Value))),
        ],
    };

    /// <summary>A mixed lot gets the whole circle; one that lies around the antimeridian as a whole keeps its box.</summary>
    public static BoundingBox Box(double west, double south, double east, double north, long boxes, long crossing) =>
        crossing == 0 || (crossing == boxes && west > east) ? new(west, south, east, north) : new(-180, south, 180, north);

    /// <summary>The order of both engines: by UTF-8 bytes.</summary>
    private static Comparer<string> CodePoints { get; } =
        Comparer<string>.Create((left, right) => System.Text.Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(right)));
}
