namespace Mlops.Tracking.Search.Grammar;

/// <summary>
/// Cuts a filter into comparisons. MLflow reads filters with a general SQL tokenizer and afterwards looks for
/// comparisons among the pieces, so an AND is a mere separator; this reader accepts the same shapes.
/// Every character is looked at a bounded number of times.
/// </summary>
internal ref struct FilterReader(ReadOnlySpan<char> text)
{
    private FilterLexer lexer = new(text);

    public ClauseShape Read(out FilterClause clause)
    {
        var subject = lexer.Next();
        while (subject.Kind == TokenKind.And)
        {
            subject = lexer.Next();
        }

        if (subject.Kind == TokenKind.End)
        {
            clause = default;
            return ClauseShape.End;
        }

        if (subject.CanBeCompared)
        {
            var afterSubject = lexer;
            if (TryReadComparison(subject, out clause))
            {
                return ClauseShape.Comparison;
            }

            lexer.ReturnTo(afterSubject);
        }

        clause = new FilterClause(subject, null, default, default);
        return ClauseShape.Stray;
    }

    /// <summary>
    /// After a stray identifier: whether it is the start of an arithmetic expression (<c>metrics.loss-rate</c>) that is compared with
    /// something.
    /// </summary>
    public bool TryReadComparedExpression(FilterToken subject, out ReadOnlySpan<char> expression)
    {
        var afterSubject = lexer;
        if (subject.IsIdentifier && lexer.TryReadArithmetic(subject, out expression))
        {
            if (lexer.Next().Kind is TokenKind.Punctuation or TokenKind.Like or TokenKind.ILike or TokenKind.RLike)
            {
                return true;
            }

            lexer.ReturnTo(afterSubject);
        }

        expression = default;
        return false;
    }

    private bool TryReadComparison(FilterToken subject, out FilterClause clause)
    {
        var written = lexer.Next();
        ComparisonOperator? comparison;
        switch (written.Kind)
        {
            case TokenKind.Punctuation:
                comparison = ComparisonOperators.Find(written.Text);
                break;
            case TokenKind.Like:
                comparison = ComparisonOperator.Like;
                break;
            case TokenKind.ILike:
                comparison = ComparisonOperator.ILike;
                break;
            case TokenKind.RLike:
                comparison = ComparisonOperator.RLike;
                break;
            case TokenKind.In:
                return TryReadList(subject, ComparisonOperator.In, written.Text, out clause);
            case TokenKind.Is:
                return TryReadNull(subject, written.Text, out clause);
            case TokenKind.Not:
                switch (lexer.Next().Kind)
                {
                    case TokenKind.In:
                        return TryReadList(subject, ComparisonOperator.NotIn, written.Text, out clause);
                    case TokenKind.Like:
                        return TryReadValue(subject, null, "NOT LIKE", out clause);
                    case TokenKind.ILike:
                        return TryReadValue(subject, null, "NOT ILIKE", out clause);
                    case TokenKind.RLike:
                        return TryReadValue(subject, null, "NOT RLIKE", out clause);
                }

                goto default;
            default:
                clause = default;
                return false;
        }

        return TryReadValue(subject, comparison, written.Text, out clause);
    }

    private bool TryReadValue(FilterToken subject, ComparisonOperator? comparison, ReadOnlySpan<char> written, out FilterClause clause)
    {
        var value = lexer.Next();
        clause = new FilterClause(subject, comparison, written, value);
        return value.CanBeCompared || value.Kind == TokenKind.Null;
    }

    private bool TryReadList(FilterToken subject, ComparisonOperator comparison, ReadOnlySpan<char> written, out FilterClause clause)
    {
        var list = lexer.Next();
        clause = new FilterClause(subject, comparison, written, list);
        return subject.IsIdentifier && list.Kind == TokenKind.List;
    }

    private bool TryReadNull(FilterToken subject, ReadOnlySpan<char> written, out FilterClause clause)
    {
        var next = lexer.Next();
        var comparison = ComparisonOperator.IsNull;
        if (next.Kind == TokenKind.Not)
        {
            next = lexer.Next();
            comparison = ComparisonOperator.IsNotNull;
        }

        clause = new FilterClause(subject, comparison, written, default);
        return subject.IsIdentifier && next.Kind == TokenKind.Null;
    }
}
