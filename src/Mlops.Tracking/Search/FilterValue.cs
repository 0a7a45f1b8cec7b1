using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Mlops.Tracking.Search;

/// <summary>
/// The right-hand side of a <see cref="Comparison"/>. Values are free of NUL characters and of unpaired surrogates, so that every
/// database can take them.
/// </summary>
internal readonly struct FilterValue : IEquatable<FilterValue>
{
    private readonly object? reference;
    private readonly long bits;

    private FilterValue(FilterValueKind kind, object? reference, long bits)
    {
        Kind = kind;
        this.reference = reference;
        this.bits = bits;
    }

    /// <summary>No value, for null checks.</summary>
    public static FilterValue None => default;

    /// <summary>Which of the other properties holds the value.</summary>
    public FilterValueKind Kind { get; }

    /// <summary>The text.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public string Text => Kind == FilterValueKind.Text ? (string)reference! : throw WrongKind();

    /// <summary>The whole number.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public long Integer => Kind == FilterValueKind.Integer ? bits : throw WrongKind();

    /// <summary>
    /// The number as a double, for <see cref="FilterValueKind.Number"/> and <see cref="FilterValueKind.Integer"/>. May be infinite, never
    /// NaN.
    /// </summary>
    /// <exception cref="InvalidOperationException">The value is not numeric.</exception>
    public double Number => Kind switch
    {
        FilterValueKind.Number => BitConverter.Int64BitsToDouble(bits),
        FilterValueKind.Integer => bits,
        _ => throw WrongKind(),
    };

    /// <summary>The listed texts, at least one.</summary>
    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public ImmutableArray<string> List => Kind == FilterValueKind.List
        ? ImmutableCollectionsMarshal.AsImmutableArray((string[])reference!)
        : throw WrongKind();

    /// <summary>A text.</summary>
    public static FilterValue FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(FilterValueKind.Text, text, 0);
    }

    /// <summary>A whole number.</summary>
    public static FilterValue FromInteger(long integer) => new(FilterValueKind.Integer, null, integer);

    /// <summary>A double.</summary>
    public static FilterValue FromNumber(double number) => new(FilterValueKind.Number, null, BitConverter.DoubleToInt64Bits(number));

    /// <summary>A list of texts.</summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static FilterValue FromList(ImmutableArray<string> texts) => texts.IsDefaultOrEmpty
        ? throw new ArgumentException("A list in a filter holds at least one text.", nameof(texts))
        : new(FilterValueKind.List, ImmutableCollectionsMarshal.AsArray(texts), 0);

    /// <summary>Equal kind and equal value; lists element by element.</summary>
    public static bool operator ==(FilterValue left, FilterValue right) => left.Equals(right);

    /// <summary>The opposite of equality.</summary>
    public static bool operator !=(FilterValue left, FilterValue right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(FilterValue other) => Kind == other.Kind && bits == other.bits && Kind switch
    {
        FilterValueKind.Text => (string)reference! == (string)other.reference!,
        FilterValueKind.List => ((string[])reference!).AsSpan().SequenceEqual((string[])other.reference!),
        _ => true,
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FilterValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Kind == FilterValueKind.List
        ? HashCode.Combine(Kind, ((string[])reference!).Length, ((string[])reference!)[0])
        : HashCode.Combine(Kind, bits, reference);

    /// <summary>The value as the filter language writes it; empty for <see cref="None"/>.</summary>
    public override string ToString() => Kind switch
    {
        FilterValueKind.Text => Grammar.FilterPrinter.Quote(Text),
        FilterValueKind.Integer => bits.ToString(CultureInfo.InvariantCulture),
        FilterValueKind.Number => Grammar.FilterPrinter.Print(Number),
        FilterValueKind.List => Grammar.FilterPrinter.Print((string[])reference!),
        _ => "",
    };

    private InvalidOperationException WrongKind() => new($"The value is of kind {Kind}.");
}
