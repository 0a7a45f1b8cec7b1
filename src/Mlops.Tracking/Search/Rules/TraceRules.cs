using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search.Rules;

/// <summary>Filters and order of <c>SearchTraces</c>.</summary>
internal sealed class TraceRules : SearchRules
{
    public static readonly TraceRules Instance = new();

    protected override bool QuotesStrays => true;

    public override Comparison Interpret(in FilterClause clause)
    {
        var named = TraceKeys.Identify(Identifier(clause), ordering: false);
        var value = clause.IsNullCheck ? default : Value(clause.Value, named);
        var subject = TraceKeys.Canonical(named);
        TraceOperators.Check(subject, clause, value);
        return Compare(subject, clause.Operator!.Value, value);
    }

    public override OrderBy Order(ReadOnlySpan<char> identifier, bool ascending)
    {
        var subject = TraceKeys.Canonical(TraceKeys.Identify(identifier, ordering: true));
        return subject.Entity is EntityKind.Attribute or EntityKind.Tag or EntityKind.Metadata
            ? new OrderBy(subject.Entity, subject.Key, ascending)
            : throw Refusals.IdentifierType(TraceKeys.Name(subject.Entity));
    }

    private static FilterValue Value(FilterToken token, Subject subject)
    {
        var isNumeric = TraceKeys.IsNumeric(subject);
        if (isNumeric && NumberToken.TryUnquote(token, out var unquoted))
        {
            return NumberToken.Integer(unquoted);
        }

        if (token.IsText)
        {
            var text = QuotedText.Value(token);
            return isNumeric ? throw Refusals.NotNumeric(subject.Key, token.Text) : FilterValue.FromText(text);
        }

        return (subject.Entity, token.Kind) switch
        {
            (EntityKind.Tag or EntityKind.Span or EntityKind.SpanAttribute, TokenKind.List) => ListLiteral.Parse(token.Text),
            (EntityKind.Metadata, TokenKind.List) when subject.Key == TraceKeys.SourceRun => ListLiteral.Parse(token.Text),
            (EntityKind.Attribute, TokenKind.List) => TraceKeys.AllowsList(subject.Key) ? ListLiteral.Parse(token.Text) : throw TraceKeys.NoList(),
            (EntityKind.Attribute, TokenKind.Integer or TokenKind.Decimal) => isNumeric ? NumberToken.Integer(token) : throw TraceKeys.NoNumber(),
            (EntityKind.Attribute, _) => throw Refusals.AttributeNotQuotedOrList(token.Text),
            _ => throw Refusals.NotQuoted(TraceKeys.Name(subject.Entity), token.Text),
        };
    }
}
