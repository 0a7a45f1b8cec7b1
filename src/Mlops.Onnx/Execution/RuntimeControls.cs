using Microsoft.ML.OnnxRuntime;

namespace Mlops.Onnx.Execution;

/// <summary>The settings of one trial, through which another thread may ask the runtime to stop.</summary>
internal sealed class RuntimeControls : IDisposable
{
    private readonly Lock _gate = new();
    private bool _disposed;

    public RuntimeControls()
    {
        Session = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,

            // Optimising folds constants, which runs parts of the graph before anyone limits it.
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            EnableMemoryPattern = false,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        Session.AddSessionConfigEntry("session.use_env_allocators", "1");
        Session.AddSessionConfigEntry("session.load_model_format", "ONNX");
        Run = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    }

    public SessionOptions Session { get; }

    public RunOptions Run { get; }

    /// <summary>Asks the runtime to stop, which it does between two steps of a graph or of loading.</summary>
    public void Abort()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                Session.SetLoadCancellationFlag(true);
                Run.Terminate = true;
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Session.Dispose();
            Run.Dispose();
        }
    }
}
