namespace Mlops.Tracking.Registry;

/// <summary>What happened to a model version.</summary>
public enum ModelVersionChangeKind
{
    /// <summary>It is registered; its status says whether it still awaits an inspection.</summary>
    Created,

    /// <summary>Its inspection is over and its tags and status are written.</summary>
    Inspected,

    /// <summary>Its description or stage, or an alias of its model, is another.</summary>
    Updated,

    /// <summary>Its model has another name.</summary>
    Renamed,

    /// <summary>It is gone.</summary>
    Deleted,
}
