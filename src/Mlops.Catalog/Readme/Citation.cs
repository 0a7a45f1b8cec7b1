namespace Mlops.Catalog.Readme;

/// <summary>A DOI that a README links to.</summary>
/// <param name="Doi">The DOI without its resolver, e.g. <c>10.1000/182</c>.</param>
/// <param name="Text">The link's text.</param>
internal sealed record Citation(string Doi, string? Text);
