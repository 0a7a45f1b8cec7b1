using System.Text.RegularExpressions;

namespace Mlops.Onnx.Execution;

/// <summary>Makes the runtime's messages fit for the model's owner: no path of the host, no error code twice, one line.</summary>
internal static partial class RuntimeMessage
{
    private const int MaxLength = 500;

    public static string Of(Exception error, string modelPath)
    {
        var folder = Path.GetDirectoryName(modelPath) ?? "";
        var text = Prefix().Replace(error.Message, "");
        if (folder.Length > 1)
        {
            text = text.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)
                .Replace(folder, ".", StringComparison.Ordinal);
        }

        text = SourcePath().Replace(text, "");
        text = Space().Replace(text, " ").Trim();
        return text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength - 1), "…");
    }

    [GeneratedRegex(@"^\[ErrorCode:\w*\]\s*")]
    private static partial Regex Prefix();

    /// <summary>Places in the runtime's own source, which mean nothing to the reader.</summary>
    [GeneratedRegex(@"/onnxruntime_src/\S+\s")]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Space();
}
