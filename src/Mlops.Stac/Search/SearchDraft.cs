using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mlops.Stac;

namespace Mlops.Stac.Search;

/// <summary>A search while it is read: takes field after field and collects what is wrong.</summary>
internal sealed partial class SearchDraft
{
    private const int MaxNames = 1000;
    private const int MaxNameLength = 1024;
    private const int MaxTokenLength = 4096;
    private const int MaxSortFields = 8;

    private static readonly HashSet<string> s_refused = ["filter", "filter-lang", "filter-crs", "query", "q"];

    private readonly List<SearchFieldError> _errors = [];
    private readonly List<SortField> _sort = [];
    private CatalogSearch _search = new();

    public static IReadOnlySet<string> Fields { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "ids", "collections", "bbox", "intersects", "datetime", "limit", "token", "sortby" };

    public void Fault(string field, string reason) => _errors.Add(new(field, reason));

    public void Unsupported(string field)
    {
        if (s_refused.Contains(field))
        {
            Fault(field, "is not supported");
        }
    }

    public void Names(string field, IReadOnlyList<string> names)
    {
        if (names.Count > MaxNames || names.Any(name => name.Length is 0 or > MaxNameLength))
        {
            Fault(field, $"must hold at most {MaxNames} names of 1 to {MaxNameLength} characters");
        }
        else
        {
            IReadOnlyList<string> distinct = [.. names.Distinct(StringComparer.Ordinal)];
            _search = field == "ids" ? _search with { Ids = distinct } : _search with { Collections = distinct };
        }
    }

    public void Bbox(IReadOnlyList<double> numbers)
    {
        if (BoundingBox.TryCreate(numbers, out var box, out var error))
        {
            _search = _search with { Bbox = box };
        }
        else
        {
            Fault("bbox", error!);
        }
    }

    public void Intersects(JsonElement json)
    {
        try
        {
            GeoJsonShape.Check(json);
            _search = _search with { Intersects = json.Clone() };
        }
        catch (FormatException error)
        {
            Fault("intersects", error.Message);
        }
    }

    public void Datetime(string text)
    {
        if (TimeInterval.TryParse(text, out var interval, out var error))
        {
            _search = _search with { Datetime = interval };
        }
        else
        {
            Fault("datetime", error!);
        }
    }

    public void Limit(string text)
    {
        // JSON does not tell integers from other numbers: clients with one kind of number write 2.0.
        if (!Integer().IsMatch(text) || !double.TryParse(text, CultureInfo.InvariantCulture, out var limit) || limit < 1)
        {
            Fault("limit", "must be an integer of at least 1");
        }
        else
        {
            _search = _search with { Limit = (int)Math.Min(limit, CatalogSearch.MaxLimit) };
        }
    }

    public void Token(string text)
    {
        if (text.Length is 0 or > MaxTokenLength)
        {
            Fault("token", $"must have 1 to {MaxTokenLength} characters");
        }
        else
        {
            _search = _search with { Token = text };
        }
    }

    public void Sort(string field, bool descending)
    {
        const string Prefix = "properties.";
        var name = field.StartsWith(Prefix, StringComparison.Ordinal) ? field[Prefix.Length..] : field;
        if (!SortField.Known.Contains(name))
        {
            Fault("sortby", $"must name fields of: {string.Join(", ", SortField.Known)}");
        }
        else if (_sort.Count == MaxSortFields)
        {
            Fault("sortby", $"must name at most {MaxSortFields} fields");
        }
        else if (_sort.All(known => known.Field != name))
        {
            _sort.Add(new(name, descending));
        }
    }

    public CatalogSearch Finish()
    {
        if (_search is { Bbox: not null, Intersects: not null })
        {
            Fault("intersects", "cannot be combined with bbox");
        }

        return _errors.Count == 0
            ? _search with { SortBy = _sort }
            : throw new InvalidSearchException([.. _errors.Distinct()]);
    }

    [GeneratedRegex(@"^[0-9]{1,40}(?:\.0{1,20})?\z")]
    private static partial Regex Integer();
}
