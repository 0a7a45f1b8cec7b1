using Mlops.Tracking.Access;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Evaluation;

/// <summary>A parsed <c>searchEvaluationDatasets</c> request.</summary>
/// <param name="ExperimentIds">The experiments a dataset must belong to one of; none for all datasets.</param>
/// <param name="Filter">The comparisons that must all hold.</param>
/// <param name="OrderBy">The whole order, as <see cref="EvaluationDatasetSearch.ParseOrderBy"/> yields it.</param>
/// <param name="MaxResults">Rows per page.</param>
/// <param name="Offset">Rows to skip.</param>
internal sealed record EvaluationDatasetQuery(
    IReadOnlyList<string> ExperimentIds, IReadOnlyList<Comparison> Filter, IReadOnlyList<OrderBy> OrderBy, int MaxResults, long Offset)
{
    /// <summary>
    /// Who reads, so that nothing else is found: a dataset is readable where all of its experiments are. Null for somebody who may read
    /// all of the workspace.
    /// </summary>
    public ResourceReader? Reader { get; init; }
}
