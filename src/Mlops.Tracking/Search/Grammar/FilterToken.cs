namespace Mlops.Tracking.Search.Grammar;

/// <summary>A piece of a filter, with its text as written.</summary>
internal readonly ref struct FilterToken(TokenKind kind, ReadOnlySpan<char> text)
{
    public TokenKind Kind { get; } = kind;

    public ReadOnlySpan<char> Text { get; } = text;

    public bool IsIdentifier => Kind is TokenKind.Identifier or TokenKind.Symbol;

    public bool IsNumber => Kind is TokenKind.Integer or TokenKind.Decimal;

    /// <summary>What MLflow takes for a quoted value at first: an unquoted word is told apart afterwards.</summary>
    public bool IsText => Kind is TokenKind.Text or TokenKind.Symbol or TokenKind.Identifier;

    public bool CanBeCompared => Kind is >= TokenKind.Identifier and <= TokenKind.List;
}
