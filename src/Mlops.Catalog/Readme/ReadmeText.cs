namespace Mlops.Catalog.Readme;

/// <summary>A README in its two parts.</summary>
/// <param name="FrontMatter">The YAML between the first line <c>---</c> and the next such line, or null.</param>
/// <param name="Body">The Markdown after it.</param>
internal sealed record ReadmeText(string? FrontMatter, string Body)
{
    public static ReadmeText Split(string text)
    {
        if (text.StartsWith('\uFEFF'))
        {
            text = text[1..];
        }

        text = text.ReplaceLineEndings("\n");
        if (LineEnd(text, 0) is var first && text[..first].TrimEnd() != "---")
        {
            return new(null, text);
        }

        var start = Math.Min(first + 1, text.Length);
        for (var at = start; at < text.Length;)
        {
            var end = LineEnd(text, at);
            if (text.AsSpan(at, end - at).TrimEnd() is "---" or "...")
            {
                return new(text[start..at], text[Math.Min(end + 1, text.Length)..].TrimStart('\n'));
            }

            at = end + 1;
        }

        // No closing line: all of it is text, as every Markdown viewer shows it.
        return new(null, text);
    }

    private static int LineEnd(string text, int from)
    {
        var at = text.IndexOf('\n', from);
        return at < 0 ? text.Length : at;
    }
}
