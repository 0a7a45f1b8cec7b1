namespace Mlops.Tracking;

/// <summary>One page of a search or list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The page's rows in the order asked for.</param>
/// <param name="NextPageToken">The token of the next page, or null on the last one. Opaque to callers.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextPageToken);
