using System.Text.RegularExpressions;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Validation;

/// <summary>The rules for the names of metrics, parameters, tags, runs and experiments (MLflow's validation of names).</summary>
internal static partial class EntityName
{
    /// <summary>The most characters a metric, parameter or tag key may have.</summary>
    public const int MaxKeyLength = 250;

    /// <summary>Checks a key that becomes a file name in some stores.</summary>
    /// <param name="path">The request field in which it stands, such as <c>metrics[0].name</c>.</param>
    /// <param name="what">How a message calls it when it is too long, such as <c>Param key</c>.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for a key that breaks a rule.</exception>
    public static void CheckKey(string path, string what, string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (IsPlain(key))
        {
            CheckLength(what, key, MaxKeyLength);
            return;
        }

        if (!KeyPattern().IsMatch(key))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid value \"{Shorten(key)}\" for parameter '{path}' supplied: Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).");
        }

        var resolved = NormalizePosixPath(key);
        if (resolved != key || resolved == "." || resolved.StartsWith("..", StringComparison.Ordinal) || resolved.StartsWith('/'))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid value \"{Shorten(key)}\" for parameter '{path}' supplied: Names may be treated as files in certain cases, and must not resolve to other names when treated as such. This name would resolve to '{Shorten(resolved)}'");
        }

        CheckLength(what, key, MaxKeyLength);
    }

    /// <summary>Checks the form of a run id.</summary>
    /// <param name="runId">The id.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for anything that can't be a run id.</exception>
    public static void CheckRunId(string runId)
    {
        ArgumentNullException.ThrowIfNull(runId);
        if (!RunIdPattern().IsMatch(runId))
        {
            throw MlflowException.InvalidParameterValue($"Invalid run ID: '{Shorten(runId)}'");
        }
    }

    /// <summary>
    /// Reads an experiment id, which is a decimal number. None is below zero; such a number is not found, as MLflow's clients expect.
    /// </summary>
    /// <param name="experimentId">The id as text.</param>
    /// <returns>The number.</returns>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for anything else.</exception>
    public static long ParseExperimentId(string experimentId)
    {
        ArgumentNullException.ThrowIfNull(experimentId);
        var isNegative = experimentId.StartsWith('-');
        var style = isNegative ? System.Globalization.NumberStyles.AllowLeadingSign : System.Globalization.NumberStyles.None;
        return long.TryParse(experimentId, style, System.Globalization.CultureInfo.InvariantCulture, out var id) && isNegative == id < 0
            ? id
            : throw MlflowException.InvalidParameterValue($"Invalid experiment ID: '{Shorten(experimentId)}'. An experiment ID is a decimal number.");
    }

    /// <summary>Checks a length in characters.</summary>
    /// <param name="what">How the message calls the text.</param>
    /// <param name="text">The text.</param>
    /// <param name="limit">The most characters.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for a longer text.</exception>
    public static void CheckLength(string what, string text, int limit)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > limit)
        {
            throw MlflowException.InvalidParameterValue($"'{what}' exceeds the maximum length of {limit} characters");
        }
    }

    internal static string Shorten(string text) => text.Length <= 100 ? text : text[..100] + "…";

    /// <summary>Whether a key breaks no rule and needs no closer look, as almost all do: letters, digits, '_' and '-' of ASCII.</summary>
    internal static bool IsPlainKey(string key) => key.Length <= MaxKeyLength && IsPlain(key);

    private static bool IsPlain(string key)
    {
        foreach (var c in key)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_' && c != '-')
            {
                return false;
            }
        }

        return key.Length > 0;
    }

    private static string NormalizePosixPath(string path)
    {
        if (path.Length == 0)
        {
            return ".";
        }

        var rooted = path[0] == '/';
        var segments = new List<string>();
        foreach (var segment in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segment == ".")
            {
                continue;
            }

            if (segment != ".." || (segments.Count == 0 && !rooted) || (segments.Count > 0 && segments[^1] == ".."))
            {
                segments.Add(segment);
            }
            else if (segments.Count > 0)
            {
                segments.RemoveAt(segments.Count - 1);
            }
        }

        var joined = string.Join('/', segments);
        return rooted ? "/" + joined : joined.Length == 0 ? "." : joined;
    }

    [GeneratedRegex(@"^[/\w.\- :]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^[a-zA-Z0-9][\w\-]{0,255}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RunIdPattern();
}
