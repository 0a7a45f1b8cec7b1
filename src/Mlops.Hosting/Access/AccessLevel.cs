namespace Mlops.Hosting.Access;

/// <summary>What a caller may do in a workspace or project; each level includes the ones before.</summary>
public enum AccessLevel
{
    /// <summary>Nothing, not even learn that it exists.</summary>
    None = 0,

    /// <summary>Read everything in it.</summary>
    Read = 1,

    /// <summary>Log runs, register models, upload artifacts.</summary>
    Write = 2,

    /// <summary>Change who may do what.</summary>
    Admin = 3,
}
