namespace Mlops.Tracking.Evaluation;

/// <summary>One record of an <c>upsertDatasetRecords</c> request. Members that are JSON are normalised texts.</summary>
/// <param name="InputHash">SHA-256 of the inputs, regardless of the order of their members; 64 hexadecimal digits.</param>
/// <param name="Inputs">A JSON object.</param>
/// <param name="HasOutputs">Whether the request says anything of outputs.</param>
/// <param name="Outputs">Any JSON, or null for none.</param>
/// <param name="Expectations">A JSON object, or null.</param>
/// <param name="Tags">A JSON object, or null.</param>
/// <param name="Source">Where it comes from, or null.</param>
/// <param name="User">The tag <c>mlflow.user</c>, or null.</param>
internal sealed record NewDatasetRecord(
    string InputHash, string Inputs, bool HasOutputs, string? Outputs, string? Expectations, string? Tags, DatasetRecordSource? Source, string? User);
