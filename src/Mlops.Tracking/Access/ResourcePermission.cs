namespace Mlops.Tracking.Access;

/// <summary>What permissions can be given on one by one.</summary>
internal enum ResourceKind
{
    /// <summary>An experiment, by id, with its runs, logged models and everything else in it.</summary>
    Experiment = 0,

    /// <summary>A registered model, by name, with its versions.</summary>
    RegisteredModel = 1,

    /// <summary>
    /// A scorer with its versions, by its experiment's id, a slash and its name; without a permission of its own it follows its
    /// experiment.
    /// </summary>
    Scorer = 2,
}

/// <summary>A user's permission on one resource.</summary>
/// <param name="Workspace">The workspace path.</param>
/// <param name="Resource">The resource's id or name, as <see cref="ResourceKind"/> says.</param>
/// <param name="UserId">The user.</param>
/// <param name="Permission">The permission.</param>
internal sealed record ResourcePermission(string Workspace, string Resource, long UserId, Permission Permission);

/// <summary>A user's permission in a workspace.</summary>
/// <param name="Workspace">The workspace path, <c>group/*</c>, or <c>*</c>.</param>
/// <param name="UserId">The user.</param>
/// <param name="Permission">The permission.</param>
internal sealed record WorkspacePermission(string Workspace, long UserId, Permission Permission);
