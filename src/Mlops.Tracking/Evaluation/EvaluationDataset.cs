namespace Mlops.Tracking.Evaluation;

/// <summary>
/// A set of inputs with what is expected of them, by which agents are judged (MLflow's <c>Dataset</c> message of datasets.proto). Its
/// records are read apart.
/// </summary>
internal sealed record EvaluationDataset
{
    /// <summary><c>d-</c> and 32 hexadecimal digits, given by the server.</summary>
    public required string DatasetId { get; init; }

    /// <summary>The name; several datasets may share one.</summary>
    public required string Name { get; init; }

    /// <summary>The tags as a JSON object of texts.</summary>
    public required string Tags { get; init; }

    /// <summary>The fields of the records with their types, as a JSON object; null until there were records.</summary>
    public string? Schema { get; init; }

    /// <summary>How many records there are, as <c>{"num_records": n}</c>; null when there are none.</summary>
    public string? Profile { get; init; }

    /// <summary>Eight hexadecimal digits that change with every change of the records.</summary>
    public required string Digest { get; init; }

    /// <summary>When it was created, in milliseconds since 1970.</summary>
    public long CreatedTime { get; init; }

    /// <summary>When its records or experiments last changed, in milliseconds since 1970.</summary>
    public long LastUpdateTime { get; init; }

    /// <summary>Who created it (the tag <c>mlflow.user</c>), if anybody said so.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Who last changed the records, if anybody said so.</summary>
    public string? LastUpdatedBy { get; init; }

    /// <summary>The experiments it belongs to; only in the answer that creates it.</summary>
    public IReadOnlyList<string> ExperimentIds { get; init; } = [];
}
