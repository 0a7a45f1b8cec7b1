namespace Mlops.Hosting.Workspaces;

internal sealed record WorkspaceFeature(string Workspace) : IWorkspaceFeature
{
    public static WorkspaceFeature Default { get; } = new("");
}
