namespace Mlops.Tracking.Evaluation;

/// <summary>What of a record changes when another one with the same inputs comes.</summary>
/// <param name="Outputs">Any JSON, or null for none.</param>
/// <param name="Expectations">A JSON object, or null for none.</param>
/// <param name="Tags">A JSON object.</param>
/// <param name="LastUpdatedBy">Who last changed it, if anybody said so.</param>
internal sealed record DatasetRecordContent(string? Outputs, string? Expectations, string Tags, string? LastUpdatedBy)
{
    /// <summary>The content of a record whose inputs are new.</summary>
    /// <param name="record">The record.</param>
    /// <returns>Its content; outputs that nobody spoke of are an empty object.</returns>
    public static DatasetRecordContent Of(NewDatasetRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(record.HasOutputs ? record.Outputs : "{}", record.Expectations, record.Tags ?? "{}", record.User);
    }

    /// <summary>
    /// Takes in another record with the same inputs: its outputs replace, its expectations and tags are added or replace those of the
    /// same name.
    /// </summary>
    /// <param name="record">The other record.</param>
    /// <returns>The content of both.</returns>
    public DatasetRecordContent Merge(NewDatasetRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new(
            record.HasOutputs ? record.Outputs : Outputs,
            JsonMembers.Merge(Expectations, record.Expectations),
            JsonMembers.Merge(Tags, record.Tags) ?? "{}",
            record.User ?? LastUpdatedBy);
    }
}
