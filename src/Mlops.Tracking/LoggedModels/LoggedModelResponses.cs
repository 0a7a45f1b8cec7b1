namespace Mlops.Tracking.LoggedModels;

/// <summary>The answer of rpcs <c>createLoggedModel</c>, <c>finalizeLoggedModel</c> and <c>getLoggedModel</c>.</summary>
/// <param name="Model">The model.</param>
internal sealed record LoggedModelResponse(LoggedModel Model);

/// <summary>The answer of rpc <c>searchLoggedModels</c>.</summary>
/// <param name="Models">One page.</param>
/// <param name="NextPageToken">The next page's token, absent at the end.</param>
internal sealed record SearchLoggedModelsResponse(IReadOnlyList<LoggedModel> Models, string? NextPageToken);
