using Mlops.Storage.Relational;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Inputs;

namespace Mlops.Storage.Runs;

/// <summary>The logged models that runs read and made.</summary>
internal static class RunModels
{
    private const int Input = 0;
    private const int Output = 1;

    public static async ValueTask AddInputAsync(RelationalSession session, long run, string modelId) =>
        await InsertAsync(session, run, Input, modelId, 0);

    /// <summary>Adds models that a run made.</summary>
    /// <exception cref="MlflowException"><c>BAD_REQUEST</c> when one is there at another step.</exception>
    public static async ValueTask AddOutputsAsync(RelationalSession session, long run, string runId, IReadOnlyList<ModelOutput> outputs)
    {
        foreach (var output in outputs)
        {
            var step = await session.QueryInt64Async(
                "SELECT step FROM run_models WHERE run = @0 AND role = @1 AND model_id = @2", [run, Output, output.ModelId]);
            if (step is not null && step != output.Step)
            {
                throw MlflowException.BadRequest(
                    $"The run {runId} has the logged model '{output.ModelId}' as an output already, at step {step}. Attempted logging it at step {output.Step}.");
            }

            await InsertAsync(session, run, Output, output.ModelId, output.Step);
        }
    }

    /// <summary>Reads the models of runs; one query, however many there are.</summary>
    public static async ValueTask ReadAsync(
        RelationalSession session, string where, object?[] parameters, bool withInputs, Action<long, ModelInput> addInput, Action<long, ModelOutput> addOutput) =>
        await session.ForEachAsync(
            $"SELECT run, role, model_id, step FROM run_models WHERE run {where}{(withInputs ? "" : " AND role = 1")} ORDER BY run, role, model_id",
            (addInput, addOutput),
            static (add, row) =>
            {
                if (row.GetInt64(1) == Input)
                {
                    add.addInput(row.GetInt64(0), new ModelInput(row.GetString(2)));
                }
                else
                {
                    add.addOutput(row.GetInt64(0), new ModelOutput(row.GetString(2), row.GetInt64(3)));
                }
            },
            parameters);

    private static ValueTask<int> InsertAsync(RelationalSession session, long run, int role, string modelId, long step) => session.ExecuteAsync(
        "INSERT INTO run_models (run, role, model_id, step) VALUES (@0, @1, @2, @3) ON CONFLICT DO NOTHING", run, role, modelId, step);
}
