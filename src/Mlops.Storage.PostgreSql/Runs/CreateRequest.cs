using Mlops.Tracking.Runs;

namespace Mlops.Storage.PostgreSql.Runs;

/// <summary>A run that waits to be created.</summary>
internal sealed class CreateRequest(string workspace, NewRun run, RunInfo info, ExperimentIdentity experiment, CancellationToken cancellationToken)
    : GroupedRequest(cancellationToken)
{
    public string Workspace => workspace;

    public NewRun Run => run;

    public RunInfo Info => info;

    public ExperimentIdentity Experiment => experiment;
}
