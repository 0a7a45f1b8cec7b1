namespace Mlops.Storage.Catalog;

/// <summary>A column that orders a search.</summary>
/// <param name="Name">The column of <c>catalog_items</c>.</param>
/// <param name="IsText">Whether it holds text, compared by its UTF-8 bytes; an integer else.</param>
/// <param name="IsNullable">Whether it may be null; nulls come last in both directions.</param>
/// <param name="Descending">Whether greater values come first.</param>
internal sealed record SortColumn(string Name, bool IsText, bool IsNullable, bool Descending);
