using System.Text.RegularExpressions;

namespace Mlops.Hosting.Tests.Transcripts;

/// <summary>Where the text of an error may differ from the recorded one.</summary>
internal static partial class MessageTexts
{
    public static bool AreAlike(string expected, string actual) =>
        TellsOfTheDatabase().IsMatch(expected) || InOrder(expected) == InOrder(actual);

    // A Python set prints its elements in the order of their hashes, which differ from process to process.
    private static string InOrder(string text) => PythonSet().Replace(text, set =>
        "{" + string.Join(", ", set.Groups[1].Value.Split(", ").Order(StringComparer.Ordinal)) + "}");

    // What a server tells of its database or its disk is nobody's business.
    [GeneratedRegex(@"sqlite3\.|sqlalche\.me|downloading one or more artifacts from /")]
    private static partial Regex TellsOfTheDatabase();

    [GeneratedRegex(@"\{('[^{}]*')\}")]
    private static partial Regex PythonSet();
}
