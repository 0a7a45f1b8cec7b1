namespace Mlops.Tracking.Search;

/// <summary>
/// One key to order logged models by; of a metric the latest value by timestamp and step counts. Models without the key come last.
/// </summary>
/// <param name="By">The attribute or metric and the direction.</param>
/// <param name="DatasetName">For a metric: only values measured on this dataset count; null for all.</param>
/// <param name="DatasetDigest">For a metric: only values measured on this version of the dataset count; null for all.</param>
internal readonly record struct LoggedModelOrder(OrderBy By, string? DatasetName, string? DatasetDigest);
