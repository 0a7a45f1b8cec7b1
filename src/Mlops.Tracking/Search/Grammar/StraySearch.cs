using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Search.Grammar;

/// <summary>
/// Names what does not belong into a filter. Runs only when the filter is refused; MLflow lists such pieces in preference to any other
/// fault.
/// </summary>
internal static class StraySearch
{
    private const int Limit = 20;

    /// <summary>The refusal that lists the pieces, or null if the filter is made of comparisons only.</summary>
    public static MlflowException? Refusal(string filter, SearchRules rules)
    {
        var strays = new List<string>();
        var reader = new FilterReader(filter);
        var afterSemicolon = false;
        while (reader.Read(out var clause) is var shape and not ClauseShape.End)
        {
            if (afterSemicolon)
            {
                return rules.SeveralStatements(filter);
            }

            if (shape == ClauseShape.Comparison)
            {
                continue;
            }

            if (reader.TryReadComparedExpression(clause.Subject, out var expression))
            {
                return Refusals.NotAnIdentifier(expression);
            }

            afterSemicolon = clause.Subject.Text is ";";
            if (strays.Count < Limit)
            {
                strays.Add(PythonText.Cut(clause.Subject.Text));
            }
            else
            {
                strays.Add("…");
                break;
            }
        }

        return strays.Count == 0 ? null : rules.StrayClauses(filter, strays);
    }
}
