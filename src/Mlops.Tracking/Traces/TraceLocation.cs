namespace Mlops.Tracking.Traces;

/// <summary>Where a trace lives (MLflow's <c>TraceLocation</c>); here always an experiment.</summary>
/// <param name="Type"><c>MLFLOW_EXPERIMENT</c>.</param>
/// <param name="MlflowExperiment">The experiment.</param>
public sealed record TraceLocation(string Type, TraceExperiment MlflowExperiment)
{
    /// <summary>The location of the traces of an experiment.</summary>
    /// <param name="experimentId">The experiment's id.</param>
    public static TraceLocation OfExperiment(string experimentId) => new("MLFLOW_EXPERIMENT", new TraceExperiment(experimentId));
}

/// <summary>The experiment of a <see cref="TraceLocation"/> (MLflow's <c>MlflowExperimentLocation</c>).</summary>
/// <param name="ExperimentId">Its id.</param>
public sealed record TraceExperiment(string ExperimentId);
