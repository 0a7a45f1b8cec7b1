namespace Mlops.Tracking.Registry;

/// <summary>An inspection that this process has on lease.</summary>
/// <param name="Workspace">The workspace path.</param>
/// <param name="Name">The model's name.</param>
/// <param name="Version">The version's decimal number.</param>
/// <param name="StorageLocation">Where the version's files are.</param>
/// <param name="Attempt">1 for the first time that anybody takes it.</param>
/// <param name="Lease">Proves that it is on lease to whoever holds this.</param>
internal sealed record PendingInspection(string Workspace, string Name, string Version, string StorageLocation, int Attempt, string Lease);
