using System.Buffers;
using System.Text;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>Cuts a filter or an <c>order_by</c> clause into tokens, much as sqlparse, MLflow's tokenizer, does.</summary>
internal ref struct FilterLexer(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz0123456789");

    private static readonly SearchValues<char> ArithmeticEnds = SearchValues.Create(" \t\r\n<>=~!'\"`();");

    private readonly ReadOnlySpan<char> text = text;
    private int position;
    private bool parenthesisIsOpen;

    public FilterToken Next()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        if (position == text.Length)
        {
            return new FilterToken(TokenKind.End, default);
        }

        switch (text[position])
        {
            case '\'':
                return QuotedText.End(text, position) is var end and > 0 ? Take(TokenKind.Text, end) : TakeStray();
            case '(':
                return ListEnd() is var listEnd and > 0 ? Take(TokenKind.List, listEnd) : TakeStray();
            case '<' or '>' or '=' or '!' or '~':
                var run = text[position..].IndexOfAnyExcept("<>=!~");
                return Take(TokenKind.Punctuation, run < 0 ? text.Length : position + run);
            case (>= '0' and <= '9') or '-' or '.' when NumberToken.End(text, position, out var isInteger) is var numberEnd and > 0:
                return Take(isInteger ? TokenKind.Integer : TokenKind.Decimal, numberEnd);
            default:
                return ReadIdentifier();
        }
    }

    /// <summary>Takes back what was read since the copy was made, but remembers what was learnt about parentheses.</summary>
    public void ReturnTo(FilterLexer earlier) => position = earlier.position;

    /// <summary>Reads on from an identifier that an arithmetic operator follows without a space.</summary>
    public bool TryReadArithmetic(FilterToken identifier, out ReadOnlySpan<char> expression)
    {
        expression = default;
        if (position == text.Length || !"+-/*%@^&|".Contains(text[position]))
        {
            return false;
        }

        var length = text[position..].IndexOfAny(ArithmeticEnds);
        var start = position - identifier.Text.Length;
        position = length < 0 ? text.Length : position + length;
        expression = text[start..position];
        return true;
    }

    private FilterToken ReadIdentifier()
    {
        var end = position;
        var parts = 0;
        while (true)
        {
            var partEnd = PartEnd(end, parts);
            if (partEnd < 0)
            {
                return parts == 0 ? TakeStray() : Take(TokenKind.Stray, end);
            }

            parts++;
            end = partEnd;
            if (end == text.Length || text[end] != '.')
            {
                break;
            }

            end++;
        }

        var kind = parts > 1 || text[position] == '`' ? TokenKind.Identifier
            : text[position] == '"' ? TokenKind.Symbol
            : Keyword(text[position..end]);
        return Take(kind, end);
    }

    /// <summary>The end of a word or quoted part of an identifier, or -1.</summary>
    private readonly int PartEnd(int start, int parts)
    {
        if (start == text.Length)
        {
            return -1;
        }

        if (text[start] is '`' or '"' || (text[start] == '\'' && parts > 0))
        {
            return QuotedText.End(text, start);
        }

        var end = start;
        while (true)
        {
            var run = text[end..].IndexOfAnyExcept(WordCharacters);
            end = run < 0 ? text.Length : end + run;
            if (end == text.Length || char.IsAscii(text[end]) ||
                Rune.DecodeFromUtf16(text[end..], out var rune, out var length) != OperationStatus.Done || !Rune.IsLetterOrDigit(rune))
            {
                return end > start ? end : -1;
            }

            end += length;
        }
    }

    private static TokenKind Keyword(ReadOnlySpan<char> word)
    {
        const StringComparison IgnoreCase = StringComparison.OrdinalIgnoreCase;
        return word.Length switch
        {
            2 when word.Equals("IN", IgnoreCase) => TokenKind.In,
            2 when word.Equals("IS", IgnoreCase) => TokenKind.Is,
            2 when word.Equals("OR", IgnoreCase) => TokenKind.Stray,
            3 when word.Equals("AND", IgnoreCase) => TokenKind.And,
            3 when word.Equals("NOT", IgnoreCase) => TokenKind.Not,
            4 when word.Equals("LIKE", IgnoreCase) => TokenKind.Like,
            4 when word.Equals("NULL", IgnoreCase) => TokenKind.Null,
            5 when word.Equals("ILIKE", IgnoreCase) => TokenKind.ILike,
            5 when word.Equals("RLIKE", IgnoreCase) => TokenKind.RLike,
            _ => TokenKind.Identifier,
        };
    }

    private int ListEnd()
    {
        // Without this memory a run of opening parentheses would be searched to its end once for each of them.
        var end = parenthesisIsOpen ? -1 : ListLiteral.End(text, position);
        parenthesisIsOpen |= end < 0;
        return end;
    }

    private FilterToken TakeStray() => Take(
        TokenKind.Stray,
        char.IsHighSurrogate(text[position]) && position + 1 < text.Length ? position + 2 : position + 1);

    private FilterToken Take(TokenKind kind, int end)
    {
        var token = new FilterToken(kind, text[position..end]);
        position = end;
        return token;
    }
}
