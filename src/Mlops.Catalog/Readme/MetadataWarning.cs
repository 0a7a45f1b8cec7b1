namespace Mlops.Catalog.Readme;

/// <summary>Something in a project's metadata that was passed over.</summary>
/// <param name="Field">Where, e.g. <c>extent.spatial</c> or <c>mlm:tasks</c>.</param>
/// <param name="Reason">Why, as a predicate.</param>
public sealed record MetadataWarning(string Field, string Reason);
