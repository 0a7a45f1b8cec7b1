namespace Mlops.Hosting.Registry;

/// <summary>How the files of new model versions are inspected in the background.</summary>
public sealed class ModelInspectionOptions
{
    /// <summary>How often an inspection is tried that the host keeps failing at, before the version counts as failed.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>How long to wait after the first failure of that kind; doubled after each further one.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait between two attempts.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long after the death of a host another one waits before it takes over its inspection.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often to look for inspections that other hosts left behind; those of this host start at once.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);
}
