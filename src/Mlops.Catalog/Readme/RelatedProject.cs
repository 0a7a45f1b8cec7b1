namespace Mlops.Catalog.Readme;

/// <summary>A project that this one is derived from.</summary>
/// <param name="CollectionId">The collection it is an item of.</param>
/// <param name="Reference">Its URL on a forge, or its path.</param>
internal sealed record RelatedProject(string CollectionId, string Reference);
