namespace Mlops.Tracking.Registry;

/// <summary>What an inspection leaves on its version.</summary>
/// <param name="Status"><see cref="ModelVersionStatus.Ready"/> or <see cref="ModelVersionStatus.FailedRegistration"/>.</param>
/// <param name="StatusMessage">One sentence for people, or null.</param>
/// <param name="TagPrefix">Tags whose keys begin with this are replaced; null where tags stay as they are.</param>
/// <param name="Tags">The tags to set.</param>
internal sealed record InspectionResult(ModelVersionStatus Status, string? StatusMessage, string? TagPrefix, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>A result that says no more than that the version failed.</summary>
    /// <param name="message">One sentence for people.</param>
    /// <returns>The result.</returns>
    public static InspectionResult Failed(string message) =>
        new(ModelVersionStatus.FailedRegistration, message, null, new Dictionary<string, string>());

    /// <summary>The result of looking at files that turn out to be of no known format.</summary>
    public static InspectionResult Ready { get; } = new(ModelVersionStatus.Ready, null, null, new Dictionary<string, string>());
}
