namespace Mlops.Tracking.Traces;

/// <summary>A version of a prompt (MLflow's <c>PromptVersionRef</c>).</summary>
/// <param name="Name">The prompt's name.</param>
/// <param name="Version">The version's number, in decimal digits.</param>
public sealed record PromptVersionReference(string Name, string Version);
