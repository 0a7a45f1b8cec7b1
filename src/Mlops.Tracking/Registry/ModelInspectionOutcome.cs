namespace Mlops.Tracking.Registry;

/// <summary>How an inspection ended.</summary>
public enum ModelInspectionOutcome
{
    /// <summary>The model is sound; the version becomes <c>READY</c>.</summary>
    Valid,

    /// <summary>The model is at fault and a retry would say the same; the version becomes <c>FAILED_REGISTRATION</c>.</summary>
    Invalid,

    /// <summary>The host could not tell (a timeout, a read error, a file that changed meanwhile); worth a retry.</summary>
    Inconclusive,
}
