namespace Mlops.Tracking.Registry;

/// <summary>A name for one version of a model (MLflow's <c>RegisteredModelAlias</c>).</summary>
/// <param name="Alias">Unique within the model.</param>
/// <param name="Version">The version's decimal number.</param>
public sealed record RegisteredModelAlias(string Alias, string Version);
