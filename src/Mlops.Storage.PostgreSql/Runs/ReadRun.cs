using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>A run as the batched read returns it.</summary>
internal sealed class ReadRun(long id, string workspace, RunInfo info)
{
    public long Id => id;

    public string RunId => info.RunId;

    public string Workspace => workspace;

    /// <summary>Whether it has datasets or logged models, which the batched read leaves out.</summary>
    public bool HasMore { get; set; }

    public List<Metric> Metrics { get; } = [];

    public List<Param> Params { get; } = [];

    public List<Tag> Tags { get; } = [];

    public Run ToRun() => new()
    {
        Info = info,
        Data = new RunData { Metrics = Metrics, Params = Params, Tags = Tags },
        Inputs = new RunInputs(),
        Outputs = new RunOutputs(),
    };
}
