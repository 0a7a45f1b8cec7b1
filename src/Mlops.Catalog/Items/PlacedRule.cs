using Mlops.Catalog.Categories;

namespace Mlops.Catalog.Items;

/// <summary>An asset rule and where it stands among others.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Rank">Of two rules the one of the greater rank counts: this library's, the category's, the README's.</param>
/// <param name="Index">Its place in its list.</param>
/// <param name="IsReadmes">Whether the README gave it.</param>
internal sealed record PlacedRule(AssetRule Rule, int Rank, int Index, bool IsReadmes)
{
    /// <summary>The glob, or null for an asset that is no file of the project.</summary>
    public AssetGlob? Pattern { get; } = Rule.Glob is { } text && AssetGlob.TryParse(text, out var glob) ? glob : null;

    /// <summary>Whether this rule counts before another: by its rank, then as the more specific, then as the later.</summary>
    public bool Beats(PlacedRule other) =>
        (Rank, Pattern?.Specificity ?? default, Index).CompareTo((other.Rank, other.Pattern?.Specificity ?? default, other.Index)) > 0;

    /// <inheritdoc />
    public bool Equals(PlacedRule? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
