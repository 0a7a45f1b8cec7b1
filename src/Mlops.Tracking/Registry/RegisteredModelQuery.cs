using Mlops.Tracking.Access;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Registry;

/// <summary>A parsed <c>searchRegisteredModels</c> request.</summary>
/// <param name="Filter">What must hold; prompts are left out unless it asks for them.</param>
/// <param name="OrderBy">A total order.</param>
/// <param name="MaxResults">Rows per page, 1 to 1,000.</param>
/// <param name="Offset">Rows to skip.</param>
internal sealed record RegisteredModelQuery(SearchFilter Filter, IReadOnlyList<OrderBy> OrderBy, int MaxResults, long Offset)
{
    /// <summary>Who reads, so that nothing else is found; null for somebody who may read all of the workspace.</summary>
    public ResourceReader? Reader { get; init; }
}
