namespace Mlops.Tracking.Inputs;

/// <summary>A logged model that a run made (MLflow's <c>ModelOutput</c>).</summary>
/// <param name="ModelId"><c>m-</c> and 32 hexadecimal digits.</param>
/// <param name="Step">The training step it was made at.</param>
public sealed record ModelOutput(string ModelId, long Step);
