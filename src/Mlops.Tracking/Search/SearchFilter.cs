using System.Collections.Immutable;

namespace Mlops.Tracking.Search;

/// <summary>A parsed filter: conditions that must all hold. Without conditions everything matches.</summary>
internal sealed class SearchFilter
{
    internal SearchFilter(ImmutableArray<Comparison> comparisons, bool includesPrompts = false)
    {
        Comparisons = comparisons;
        IncludesPrompts = includesPrompts;
    }

    /// <summary>The filter that lets everything pass (but prompts in the registry, as always).</summary>
    public static SearchFilter Empty { get; } = new([]);

    /// <summary>The conditions, in the order written. Two conditions on one key are independent.</summary>
    public ImmutableArray<Comparison> Comparisons { get; }

    /// <summary>
    /// For registered models and model versions: whether the filter asks for prompts
    /// (tag <c>mlflow.prompt.is_prompt</c> <c>= 'true'</c> or <c>!= 'false'</c>). If it does, that condition is
    /// one of <see cref="Comparisons"/>. If not, the search must leave out models whose tag has the value
    /// <c>true</c>, and conditions on that tag are gone from <see cref="Comparisons"/>, since models do not carry it.
    /// </summary>
    public bool IncludesPrompts { get; }

    /// <summary>The filter as the language writes it.</summary>
    public override string ToString() => string.Join(" AND ", Comparisons);
}
