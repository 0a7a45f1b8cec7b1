using Microsoft.Extensions.Options;
using Microsoft.ML.OnnxRuntime;
using Mlops.Onnx.Graph;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Execution;

/// <summary>
/// Gives models to ONNX Runtime, a few at a time and each for a limited time. A model that hangs keeps its place until the runtime
/// lets go of it, so that hanging models cannot pile up.
/// </summary>
internal sealed class ModelRuntime(IOptions<OnnxOptions> options, TimeProvider time) : IDisposable
{
    private readonly OnnxOptions _options = options.Value;
    private readonly SemaphoreSlim _places = new(options.Value.MaxConcurrency);

    /// <summary>How the runtime opens a model.</summary>
    internal Func<string, SessionOptions, InferenceSession> Open { get; init; } = (path, session) => new InferenceSession(path, session);

    /// <summary>Loads a model whose file and external data were checked, and runs it once.</summary>
    public async Task<RuntimeReport> TryAsync(string path, ModelDescription model, CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(_options.LoadTimeout, cancellationToken))
        {
            return Inconclusive("waited too long for ONNX Runtime, which is busy with other models");
        }

        var trial = Start(path, model);
        try
        {
            await trial.Loaded.WaitAsync(_options.LoadTimeout, time, cancellationToken);
        }
        catch (OnnxRuntimeException e)
        {
            return new RuntimeReport(ModelInspectionOutcome.Invalid, $"does not load in ONNX Runtime: {RuntimeMessage.Of(e, path)}", null);
        }
        catch (TimeoutException)
        {
            trial.Abort();
            return Inconclusive($"did not load in ONNX Runtime within {_options.LoadTimeout.TotalSeconds:N0} s");
        }
        catch (OperationCanceledException)
        {
            trial.Abort();
            throw;
        }

        var inference = await InferAsync(trial, path, cancellationToken);
        return new RuntimeReport(ModelInspectionOutcome.Valid, $"loads in ONNX Runtime {OrtEnv.Instance().GetVersionString()}", inference);
    }

    public void Dispose() => _places.Dispose();

    private RuntimeTrial Start(string path, ModelDescription model)
    {
        try
        {
            return RuntimeTrial.Start(path, model, Open, Leave);
        }
        catch
        {
            // No thread was to be had, so nobody will leave the place later.
            Leave();
            throw;
        }
    }

    private void Leave()
    {
        try
        {
            _places.Release();
        }
        catch (ObjectDisposedException)
        {
            // The host has stopped while the model hung.
        }
    }

    private async Task<OnnxInference> InferAsync(RuntimeTrial trial, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await trial.Inferred.WaitAsync(_options.InferenceTimeout, time, cancellationToken);
        }
        catch (OnnxRuntimeException e)
        {
            return new OnnxInference(OnnxInferenceStatus.Failed, RuntimeMessage.Of(e, path), [], []);
        }
        catch (TimeoutException)
        {
            trial.Abort();
            return new OnnxInference(OnnxInferenceStatus.TimedOut, $"it did not end within {_options.InferenceTimeout.TotalSeconds:N0} s", [], []);
        }
        catch (OperationCanceledException)
        {
            trial.Abort();
            throw;
        }
    }

    private static RuntimeReport Inconclusive(string message) => new(ModelInspectionOutcome.Inconclusive, message, null);
}
