using Mlops.Catalog.Projects;

namespace Mlops.Hosting.Access;

/// <summary>What the caller of a catalog request may see; set once, before the request is answered.</summary>
internal interface IVisibleProjectsFeature
{
    VisibleProjects Visible { get; }
}

internal sealed record VisibleProjectsFeature(VisibleProjects Visible) : IVisibleProjectsFeature;
