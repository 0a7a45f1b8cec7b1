namespace Mlops.Tracking.Registry;

/// <summary>
/// The answer of rpcs <c>createRegisteredModel</c>, <c>getRegisteredModel</c>, <c>updateRegisteredModel</c> and
/// <c>renameRegisteredModel</c>.
/// </summary>
/// <param name="RegisteredModel">The model.</param>
internal sealed record RegisteredModelResponse(RegisteredModel RegisteredModel);

/// <summary>The answer of rpc <c>searchRegisteredModels</c>.</summary>
/// <param name="RegisteredModels">One page.</param>
/// <param name="NextPageToken">The next page's token, absent at the end.</param>
internal sealed record SearchRegisteredModelsResponse(IReadOnlyList<RegisteredModel> RegisteredModels, string? NextPageToken);

/// <summary>The answer of the rpcs that yield one version.</summary>
/// <param name="ModelVersion">The version.</param>
internal sealed record ModelVersionResponse(ModelVersion ModelVersion);

/// <summary>The answer of rpcs <c>searchModelVersions</c> and <c>getLatestVersions</c>.</summary>
/// <param name="ModelVersions">The versions, or one page of them.</param>
/// <param name="NextPageToken">The next page's token, absent at the end.</param>
internal sealed record ModelVersionsResponse(IReadOnlyList<ModelVersion> ModelVersions, string? NextPageToken);

/// <summary>The answer of rpc <c>getModelVersionDownloadUri</c>.</summary>
/// <param name="ArtifactUri">Where the version's files are.</param>
internal sealed record DownloadUriResponse(string ArtifactUri);
