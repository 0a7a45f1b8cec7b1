namespace Mlops.Tracking.Search;

/// <summary>One element of <c>order_by</c> in rpc <c>searchLoggedModels</c>, as sent.</summary>
/// <param name="FieldName">An attribute such as <c>creation_timestamp</c>, or <c>metrics.</c> and a metric's key.</param>
/// <param name="Ascending">The direction; ascending unless told otherwise.</param>
/// <param name="DatasetName">For a metric: only values measured on this dataset count.</param>
/// <param name="DatasetDigest">For a metric: only values measured on this version of the dataset count.</param>
internal sealed record LoggedModelOrderClause(string? FieldName, bool Ascending = true, string? DatasetName = null, string? DatasetDigest = null);
