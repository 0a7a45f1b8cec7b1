using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search.Rules;

/// <summary>
/// Filters and order of <c>SearchLoggedModels</c>. Prefixes are the plural words only, operators count only in capitals,
/// and values of texts need no quotes.
/// </summary>
internal sealed class LoggedModelRules : SearchRules
{
    public static readonly LoggedModelRules Instance = new();

    private static readonly string Keys = PythonText.Set(
        "artifact_location", "creation_time", "creation_timestamp", "experiment_id", "last_updated_timestamp", "model_id", "model_type", "name",
        "source_run_id", "status", "status_message");

    public override Comparison Interpret(in FilterClause clause)
    {
        var subject = Identify(Identifier(clause));
        if (clause.IsNullCheck)
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid comparison: {PythonText.Cut(clause.Subject.Text)} {clause.Symbol}. Expected a comparison with 3 tokens.");
        }

        var isTime = subject is { Entity: EntityKind.Attribute, Key: "creation_timestamp_ms" or "last_updated_timestamp_ms" };
        var operators = isTime || subject.Entity == EntityKind.Metric ? OperatorSet.Ordering : OperatorSet.MatchingOrIn;
        return operators.Contains(clause.OperatorAsWritten)
            ? Compare(subject, clause.OperatorAsWritten!.Value, Value(clause.Value, subject, isTime))
            : throw MlflowException.InvalidParameterValue(
                $"Invalid comparison operator for {Prefix(subject.Entity)}.{PythonText.Cut(subject.Key)}: {PythonText.Repr(clause.Written)}. " +
                "Expected one of ('=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN').");
    }

    /// <summary>Field names are not tokenized: everything after <c>metrics.</c> is the metric's key.</summary>
    public override OrderBy Order(ReadOnlySpan<char> identifier, bool ascending)
    {
        if (EntityPrefix.Split(identifier, out var entity, out var key))
        {
            return entity is "metrics" && !key.IsEmpty
                ? new OrderBy(EntityKind.Metric, key.ToString(), ascending)
                : throw MlflowException.InvalidParameterValue(
                    $"Invalid order by field name: {PythonText.Cut(identifier)}. Only metrics are supported.");
        }

        return new OrderBy(
            EntityKind.Attribute,
            AttributeKey(key) ?? throw MlflowException.InvalidParameterValue($"Invalid order by field name: {PythonText.Cut(identifier)}"),
            ascending);
    }

    public override MlflowException StrayClauses(string filter, IEnumerable<string> strays) => MlflowException.InvalidParameterValue(
        $"Invalid filter string: {PythonText.Repr(filter)}. Expected a list of comparisons separated by 'AND' " +
        "(e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').");

    public override MlflowException SeveralStatements(string filter) => Blank(filter);

    public override MlflowException Blank(string filter) =>
        MlflowException.InvalidParameterValue($"Invalid filter string: {PythonText.Repr(filter)}. Expected a single SQL expression.");

    private static Subject Identify(ReadOnlySpan<char> identifier)
    {
        if (!EntityPrefix.Split(identifier, out var entity, out var key) || entity.ContainsAnyExceptInRange('a', 'z'))
        {
            entity = "attributes";
            key = identifier;
        }

        key = QuotedText.Key(key);
        return entity switch
        {
            "attributes" => new(EntityKind.Attribute, AttributeKey(key) ?? throw Refusals.AttributeKey(key, Keys)),
            "metrics" => new(EntityKind.Metric, key.ToString()),
            "params" => new(EntityKind.Parameter, key.ToString()),
            "tags" => new(EntityKind.Tag, key.ToString()),
            _ => throw MlflowException.InvalidParameterValue(
                $"Invalid entity type: {PythonText.Repr(entity)}. Expected one of ['attributes', 'metrics', 'params', 'tags']."),
        };
    }

    private static string? AttributeKey(ReadOnlySpan<char> key) => key switch
    {
        "name" => "name",
        "model_id" => "model_id",
        "model_type" => "model_type",
        "status" => "status",
        "status_message" => "status_message",
        "source_run_id" => "source_run_id",
        "experiment_id" => "experiment_id",
        "artifact_location" => "artifact_location",
        "creation_time" or "creation_timestamp" or "creation_timestamp_ms" => "creation_timestamp_ms",
        "last_updated_timestamp" or "last_updated_timestamp_ms" => "last_updated_timestamp_ms",
        _ => null,
    };

    private static FilterValue Value(FilterToken token, Subject subject, bool isTime) => subject.Entity switch
    {
        EntityKind.Metric => token.IsNumber ? NumberToken.Number(token) : throw Refusals.MetricNotNumeric(token.Text),
        _ when isTime => token.IsNumber ? NumberToken.Integer(token) : throw Refusals.NotNumeric(subject.Key, token.Text),
        _ when token.Kind == TokenKind.List => ListLiteral.Parse(token.Text),
        _ when token.Kind is TokenKind.Text or TokenKind.Symbol => FilterValue.FromText(QuotedText.Value(token)),
        _ => FilterValue.FromText(token.Text.ToString()),
    };

    private static string Prefix(EntityKind entity) => entity switch
    {
        EntityKind.Metric => "metrics",
        EntityKind.Parameter => "params",
        EntityKind.Tag => "tags",
        _ => "attributes",
    };
}
