namespace Mlops.Catalog.Projects;

/// <summary>A project in a listing.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="ChangeKey">As <see cref="Project.ChangeKey"/>.</param>
public sealed record ProjectReference(string Path, string ChangeKey);
