using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Access;

/// <summary>What roles may give permissions on: a type, and one of it or all.</summary>
internal static class RoleResource
{
    /// <summary>Everything of the type in the role's workspace.</summary>
    public const string All = "*";

    /// <summary>The whole workspace of the role; only with <see cref="All"/>.</summary>
    public const string Workspace = "workspace";

    /// <summary>An experiment, by id.</summary>
    public const string Experiment = "experiment";

    /// <summary>A registered model, by name.</summary>
    public const string RegisteredModel = "registered_model";

    /// <summary>A scorer, by its experiment's id, a slash and its name.</summary>
    public const string Scorer = "scorer";

    private const int MaxPatternLength = 600;

    /// <summary>All types of MLflow's protocol. Those of its gateway are kept and give nothing, since there is no gateway here.</summary>
    public static IReadOnlyList<string> Types { get; } =
        [Experiment, "gateway_endpoint", "gateway_model_definition", "gateway_secret", RegisteredModel, Scorer, Workspace];

    /// <summary>Checks what a role is to give a permission on; it need not exist.</summary>
    /// <param name="type">The type.</param>
    /// <param name="pattern"><see cref="All"/>, or what one is called.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> for an unknown type, a pattern that could never match, or a
    /// workspace by name.</exception>
    public static void Check(string type, string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        if (!Types.Contains(type, StringComparer.Ordinal))
        {
            throw MlflowException.InvalidParameterValue($"Invalid resource type: it must be one of {string.Join(", ", Types)}.");
        }

        if (type == Workspace && pattern != All)
        {
            throw MlflowException.InvalidParameterValue("resource_type='workspace' requires resource_pattern='*'.");
        }

        var isWellFormed = pattern == All || (pattern.Length is > 0 and <= MaxPatternLength && !pattern.Contains('\0', StringComparison.Ordinal) && type switch
        {
            Experiment => pattern.All(char.IsAsciiDigit),
            Scorer => pattern.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 && pattern[..slash].All(char.IsAsciiDigit) && slash < pattern.Length - 1,
            _ => true,
        });
        if (!isWellFormed)
        {
            throw MlflowException.InvalidParameterValue(
                "Invalid resource_pattern: it must be '*', an experiment's id, a registered model's name, or a scorer's experiment id and name with a slash between.");
        }
    }
}
