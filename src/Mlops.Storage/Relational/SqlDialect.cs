using Mlops.Tracking.Errors;

namespace Mlops.Storage.Relational;

/// <summary>
/// How an engine spells what the stores' SQL leaves open. That SQL is common to all engines but for these:
/// <list type="bullet">
/// <item>parameters are <c>@0</c>, <c>@1</c>, … (long, double, string, byte[], or null);</item>
/// <item><c>x IN @n</c> and <c>x NOT IN @n</c>, where the parameter is a <c>long[]</c> or <c>string[]</c> of any length;</item>
/// <item><c>FROM LIST(@n)</c>: such an array as rows of one column, <c>value</c>;</item>
/// <item><c>x LIKE @n</c>, where the parameter is a <see cref="LikePattern"/>: case counts, and nothing escapes;</item>
/// <item><c>FOLD(lower(x), LETTERS)</c>: the text as <see cref="CaseFolding"/> has it;</item>
/// <item><c>x REGEXP @n</c>: whether the regular expression matches anywhere;</item>
/// <item><c>CROSS JOIN t x ON x.a = y.b</c>: an inner join whose loops run in the order written.</item>
/// </list>
/// </summary>
internal abstract class SqlDialect
{
    /// <summary>The engine's own text of a statement.</summary>
    public abstract string Spell(string sql);

    /// <summary>The value of a parameter as the engine takes it; numbers, bytes and null are taken as they are.</summary>
    public abstract object? Value(object? value);

    /// <summary>A text that any engine can keep.</summary>
    /// <exception cref="MlflowException">It holds U+0000, which PostgreSQL has no room for.</exception>
    protected static string Text(string text) => text.Contains('\0')
        ? throw MlflowException.InvalidParameterValue("A text of the request holds the character U+0000, which can't be stored or searched for.")
        : text;

    /// <inheritdoc cref="Text"/>
    protected static string[] Texts(string[] texts)
    {
        foreach (var text in texts)
        {
            _ = Text(text);
        }

        return texts;
    }
}
