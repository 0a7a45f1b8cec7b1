using Mlops.Tracking.Errors;
using Mlops.Tracking.Search.Grammar;

namespace Mlops.Tracking.Search.Rules;

/// <summary>The prefixes that experiments, registered models and model versions know: attribute (or none) and tag.</summary>
internal static class RegistryPrefix
{
    /// <summary>Tells a tag from an attribute.</summary>
    /// <exception cref="MlflowException">The prefix is another one.</exception>
    public static EntityKind Split(ReadOnlySpan<char> identifier, out ReadOnlySpan<char> key)
    {
        var prefixed = EntityPrefix.Split(identifier, out var entity, out key);
        return entity switch
        {
            "tag" or "tags" => EntityKind.Tag,
            "attribute" => EntityKind.Attribute,
            _ when !prefixed => EntityKind.Attribute,
            _ => throw Refusals.EntityType(entity, "Valid entity types are ('attribute', 'tag', 'tags')"),
        };
    }
}
