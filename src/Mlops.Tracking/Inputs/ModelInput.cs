namespace Mlops.Tracking.Inputs;

/// <summary>A logged model that a run read (MLflow's <c>ModelInput</c>).</summary>
/// <param name="ModelId"><c>m-</c> and 32 hexadecimal digits.</param>
public sealed record ModelInput(string ModelId);
