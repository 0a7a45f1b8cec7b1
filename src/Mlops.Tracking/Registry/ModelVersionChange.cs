namespace Mlops.Tracking.Registry;

/// <summary>A durable change that <see cref="IModelVersionObserver"/>s are told of.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Workspace">The workspace path.</param>
/// <param name="Name">The model's name; after <see cref="ModelVersionChangeKind.Renamed"/> the new one.</param>
/// <param name="Version">The version's decimal number; null where all versions of the model are meant.</param>
public sealed record ModelVersionChange(ModelVersionChangeKind Kind, string Workspace, string Name, string? Version);
