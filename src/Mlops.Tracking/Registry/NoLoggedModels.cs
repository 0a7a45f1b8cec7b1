namespace Mlops.Tracking.Registry;

/// <summary>Stands in where nothing keeps logged models: it knows none.</summary>
public sealed class NoLoggedModels : ILoggedModelLocator
{
    /// <inheritdoc/>
    public ValueTask<LoggedModelLocation?> FindAsync(string workspace, string modelId, CancellationToken cancellationToken) => default;
}
