namespace Mlops.Tracking.Search.Grammar;

/// <summary>
/// The part of an identifier before its first dot, wherever that dot stands: <c>tags.mlflow.user</c> is the tag <c>mlflow.user</c>.
/// </summary>
internal static class EntityPrefix
{
    /// <summary>Cuts an identifier in two.</summary>
    /// <returns>False if there is no dot; the whole is the key then.</returns>
    public static bool Split(ReadOnlySpan<char> identifier, out ReadOnlySpan<char> entity, out ReadOnlySpan<char> key)
    {
        var dot = identifier.IndexOf('.');
        entity = dot < 0 ? default : identifier[..dot];
        key = identifier[(dot + 1)..];
        return dot >= 0;
    }
}
