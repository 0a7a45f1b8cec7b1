namespace Mlops.Tracking.LoggedModels;

/// <summary>A dataset that a search for logged models asks for (MLflow's <c>SearchLoggedModels.Dataset</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Digest">Its digest; null for every version of it.</param>
internal sealed record LoggedModelDataset(string Name, string? Digest);
