namespace Mlops.Hosting.Workspaces;

/// <summary>The workspace a request is about, from its path prefix or its workspace header.</summary>
public interface IWorkspaceFeature
{
    /// <summary>The path of a code project such as <c>root/flood-model</c>; empty for the default workspace.</summary>
    string Workspace { get; }
}
