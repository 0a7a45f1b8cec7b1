using Microsoft.ML.OnnxRuntime;
using Mlops.Onnx.Graph;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Execution;

/// <summary>
/// One model in ONNX Runtime, on a thread of its own: native code cannot be interrupted, so a model that hangs may keep this thread,
/// but never one of the pool's.
/// </summary>
internal sealed class RuntimeTrial
{
    private const int StackBytes = 16 * 1024 * 1024;

    private readonly string _path;
    private readonly ModelDescription _model;
    private readonly Func<string, SessionOptions, InferenceSession> _open;
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<OnnxInference> _inferred = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RuntimeControls? _controls;
    private int _aborted;

    private RuntimeTrial(string path, ModelDescription model, Func<string, SessionOptions, InferenceSession> open)
    {
        _path = path;
        _model = model;
        _open = open;
    }

    /// <summary>Ends when the model is loaded, or with the reason why it cannot be.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>Ends with the trial inference, after <see cref="Loaded"/>.</summary>
    public Task<OnnxInference> Inferred => _inferred.Task;

    /// <param name="path">The model file, already checked.</param>
    /// <param name="model">What it says of itself.</param>
    /// <param name="open">Opens it in the runtime.</param>
    /// <param name="ended">Called on the trial's thread when the runtime has let go of the model.</param>
    public static RuntimeTrial Start(string path, ModelDescription model, Func<string, SessionOptions, InferenceSession> open, Action ended)
    {
        var trial = new RuntimeTrial(path, model, open);
        new Thread(
            () =>
            {
                trial.Work();
                ended();
            },
            StackBytes)
        {
            IsBackground = true,
            Name = "ONNX model trial",
        }.Start();
        return trial;
    }

    /// <summary>Asks the runtime to let go of the model; returns at once.</summary>
    public void Abort()
    {
        Interlocked.Exchange(ref _aborted, 1);
        Volatile.Read(ref _controls)?.Abort();
    }

    private void Work()
    {
        try
        {
            using var controls = new RuntimeControls();
            Interlocked.Exchange(ref _controls, controls);
            if (Volatile.Read(ref _aborted) == 1)
            {
                controls.Abort();
            }

            using var memory = MemoryLimit.Hold(_model.Limits.MaxRuntimeBytes);
            using var session = _open(_path, controls.Session);
            _loaded.SetResult();
            _inferred.SetResult(TrialInference.Run(session, controls.Run, _model, _path));
        }
        catch (Exception e)
        {
            // Nobody may be waiting any more; reading the exception marks it as seen.
            _ = _loaded.TrySetException(e) ? _loaded.Task.Exception : _inferred.TrySetException(e) ? _inferred.Task.Exception : null;
        }
    }
}
