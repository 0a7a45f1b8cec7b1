namespace Mlops.Stac.Search;

/// <summary>
/// One key of a sort order. Nulls come last in both directions; the index breaks ties by collection and id so that paging is stable.
/// </summary>
/// <param name="Field">One of <see cref="Known"/>.</param>
/// <param name="Descending">Whether greater values come first.</param>
public sealed record SortField(string Field, bool Descending)
{
    /// <summary>The fields that can be sorted by; an item of an interval counts with its start as <c>datetime</c>.</summary>
    public static IReadOnlyList<string> Known { get; } =
        ["id", "collection", "title", "datetime", "start_datetime", "end_datetime", "created", "updated"];
}
