namespace Mlops.Stac.Search;

/// <summary>What is wrong with one field of a search.</summary>
/// <param name="Field">The field's name as the request has it, e.g. <c>bbox</c>.</param>
/// <param name="Reason">The reason as a predicate, e.g. <c>must have 4 or 6 numbers</c>.</param>
public sealed record SearchFieldError(string Field, string Reason);
