namespace Mlops.Tracking.Registry;

/// <summary>What became of a trial inference.</summary>
public enum OnnxInferenceStatus
{
    /// <summary>It ran and gave outputs.</summary>
    Ran,

    /// <summary>It was not tried: switched off, inputs of a type that cannot be made up, or too large.</summary>
    Skipped,

    /// <summary>
    /// The runtime refused every shape that was tried. Zeros need not make sense to a model, so this does not make it invalid.
    /// </summary>
    Failed,

    /// <summary>It did not end in the time allowed.</summary>
    TimedOut,
}
