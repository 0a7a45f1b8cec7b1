namespace Mlops.Hosting.Workspaces;

/// <summary>How MLflow's clients call workspaces: by our paths, and the default workspace <c>default</c>.</summary>
internal static class WorkspaceName
{
    public const string Default = "default";

    /// <summary>The name of a workspace path or a pattern of such.</summary>
    public static string Of(string path) => path.Length == 0 ? Default : path;

    /// <summary>The path that a name stands for.</summary>
    public static string ToPath(string name) => name == Default ? "" : name;
}
