namespace Mlops.Tracking.Workspaces;

/// <summary>A workspace as the protocol shows it (message <c>Workspace</c>).</summary>
/// <param name="Name">A name that MLflow's clients accept.</param>
/// <param name="Description">What it is for.</param>
/// <param name="DefaultArtifactRoot">Where artifacts of its experiments go.</param>
internal sealed record WorkspaceMessage(string Name, string? Description, string? DefaultArtifactRoot);

/// <summary>The answer of <c>createWorkspace</c>, <c>getWorkspace</c> and <c>updateWorkspace</c>.</summary>
/// <param name="Workspace">The workspace.</param>
internal sealed record WorkspaceResponse(WorkspaceMessage Workspace);

/// <summary>The answer of <c>listWorkspaces</c>.</summary>
/// <param name="Workspaces">The workspaces that the caller may read.</param>
internal sealed record ListWorkspacesResponse(IReadOnlyList<WorkspaceMessage> Workspaces);
