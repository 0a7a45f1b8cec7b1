using System.Buffers;

namespace Mlops.Onnx.Files;

/// <summary>
/// The location of a tensor's external data as a path below the model's folder. Only what is plainly such a path is taken:
/// no way up, no root of any system, and none of the characters with which runtimes mark addresses in memory
/// (<c>*/_ORT_MEM_ADDR_/*</c>), streams or drives.
/// </summary>
internal static class ExternalLocation
{
    private static readonly SearchValues<char> s_refused = SearchValues.Create("\\:*?\"<>|");

    /// <summary>The location's segments, <c>.</c> left out.</summary>
    public static string[] Parse(string location)
    {
        if (location.Length == 0)
        {
            throw new InvalidModelException("holds a tensor with an empty location for its external data");
        }

        if (location.AsSpan().ContainsAny(s_refused) || location.Any(char.IsControl))
        {
            throw Refused("it holds a character that is not allowed");
        }

        if (location[0] == '/')
        {
            throw Refused("it is absolute");
        }

        var segments = location.Split('/');
        if (segments.Contains(".."))
        {
            throw Refused("it leads out of the model's folder");
        }

        // Some systems drop a trailing dot or space from a name, and so open another file than the one checked.
        return segments.Any(s => s.Length == 0 || (s != "." && s[^1] is '.' or ' '))
            ? throw Refused("it holds an empty or ambiguous segment")
            : [.. segments.Where(s => s != ".")];
    }

    private static InvalidModelException Refused(string reason) =>
        new($"keeps tensor data at a location that is refused: {reason}");
}
