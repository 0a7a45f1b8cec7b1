using System.Collections.Immutable;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Tests.Search;

internal sealed record Language(PageLimit MaxResults, Func<string?, SearchFilter> ParseFilter, Func<IReadOnlyList<string>?, ImmutableArray<OrderBy>> ParseOrderBy);

internal static class Languages
{
    public static readonly ImmutableArray<string> Names = ["runs", "experiments", "registered-models", "model-versions"];

    public static Language Of(string search) => search switch
    {
        "runs" => new(RunSearch.MaxResults, RunSearch.ParseFilter, RunSearch.ParseOrderBy),
        "experiments" => new(ExperimentSearch.MaxResults, ExperimentSearch.ParseFilter, ExperimentSearch.ParseOrderBy),
        "registered-models" => new(RegisteredModelSearch.MaxResults, RegisteredModelSearch.ParseFilter, RegisteredModelSearch.ParseOrderBy),
        "model-versions" => new(ModelVersionSearch.MaxResults, ModelVersionSearch.ParseFilter, ModelVersionSearch.ParseOrderBy),
        _ => throw new ArgumentOutOfRangeException(nameof(search), search, null),
    };
}
