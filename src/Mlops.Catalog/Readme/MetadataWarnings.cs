namespace Mlops.Catalog.Readme;

/// <summary>Collects warnings, a bounded number of them.</summary>
internal sealed class MetadataWarnings
{
    private const int Max = 100;

    private readonly List<MetadataWarning> _list = [];

    public IReadOnlyList<MetadataWarning> List => _list;

    public void Add(string field, string reason)
    {
        var warning = new MetadataWarning(field.Length <= 100 ? field : field[..100], reason);
        if (_list.Count < Max && !_list.Contains(warning))
        {
            _list.Add(warning);
        }
    }
}
