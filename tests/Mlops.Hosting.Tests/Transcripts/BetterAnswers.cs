using System.Text.RegularExpressions;

namespace Mlops.Hosting.Tests.Transcripts;

/// <summary>The exchanges where this server answers otherwise on purpose, each with its reason.</summary>
internal static partial class BetterAnswers
{
    private static readonly Dictionary<(string Transcript, int Exchange), string> Reasons = new()
    {
        [("experiments", 46)] = "A body that is no JSON is told so; recorded is the complaint of a missing field.",
        [("experiments", 54)] = "Workspaces are enabled; the recorded server had them switched off.",
        [("runs", 32)] = "A metric value that is no number: recorded is a 200 that stores a point of value 0 at time 0; here it is refused with 400.",
        [("runs", 37)] = "Hence the run has no metric 'x'.",
        [("runs", 45)] = "Hence the run has no metric 'x'.",
        [("runs", 51)] = "Hence the run has no metric 'x'.",
        [("runs", 55)] = "Hence the run has no metric 'x'.",
        [("registry", 111)] = "Deleting a version takes its aliases with it; recorded is an alias that leads nowhere.",
        [("registry", 113)] = "Deleting a version takes its aliases with it; recorded is an alias that leads nowhere.",
        [("artifacts", 77)] = "Uploads in parts are served; recorded is a 501.",
        [("traces", 7)] = "The recorded account of the trace came before its spans, which were recorded first: here it finds them.",
        [("traces", 12)] = "The account of a trace that has spans already is answered with its metadata too; recorded is an answer without any.",
        [("traces", 57)] = "The account of a trace that has spans already is answered with its metadata too; recorded is an answer without any.",
        [("artifacts", 72)] = "A byte range is answered with that range and 206; recorded is the whole file.",
        [("genai", 39)] = "Records come in the order they were added; recorded is the order of random ids within one millisecond.",
    };

    /// <summary>Whether all that differs are the aliases that versions have here in lists too; recorded are lists without them.</summary>
    public static bool IsAboutAliases(string difference) => AliasesOnly().IsMatch(difference);

    /// <summary>The numbers of a transcript's exchanges that are answered otherwise.</summary>
    public static IReadOnlySet<int> Of(string transcript) =>
        Reasons.Keys.Where(key => key.Transcript == transcript).Select(key => key.Exchange).ToHashSet();

    [GeneratedRegex(@": (\$\.[a-z_0-9.\[\]]*versions\[\d+\]\.aliases is too much(; |\z))+\z")]
    private static partial Regex AliasesOnly();
}
