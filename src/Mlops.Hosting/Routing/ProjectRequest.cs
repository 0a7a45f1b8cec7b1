using Mlops.Hosting.Workspaces;

namespace Mlops.Hosting.Routing;

/// <summary>A request below <c>/mlflow/{project path}/tracking</c>.</summary>
/// <param name="Workspace">The project's path as the request has it; not yet checked.</param>
/// <param name="Prefix">The path up to and including <c>/tracking</c>.</param>
/// <param name="Rest">The path of the route itself, below that.</param>
internal sealed record ProjectRequest(string Workspace, string Prefix, string Rest) : IWorkspaceFeature;
