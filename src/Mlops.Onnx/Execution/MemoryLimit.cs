using Microsoft.ML.OnnxRuntime;

namespace Mlops.Onnx.Execution;

/// <summary>
/// A bounded arena that sessions of this package share through the runtime's environment, so that a small graph cannot ask for
/// all memory. It exists while anyone holds it, and gives its memory back afterwards; sessions of the embedder do not use it.
/// </summary>
internal sealed class MemoryLimit : IDisposable
{
    private static readonly Lock s_gate = new();
    private static int s_holders;
    private static bool s_registered;
    private bool _disposed;

    private MemoryLimit()
    {
    }

    public static MemoryLimit Hold(long maxBytes)
    {
        lock (s_gate)
        {
            if (s_holders++ == 0)
            {
                s_registered = TryRegister((uint)maxBytes);
            }
        }

        return new MemoryLimit();
    }

    public void Dispose()
    {
        lock (s_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            if (--s_holders == 0 && s_registered)
            {
                using var cpu = Cpu();
                OrtEnv.Instance().UnregisterAllocator(cpu);
            }
        }
    }

    private static bool TryRegister(uint maxBytes)
    {
        const int GrowAsRequested = 1;
        const int Default = -1;
        using var cpu = Cpu();
        using var bounds = new OrtArenaCfg(maxBytes, GrowAsRequested, Default, Default);
        try
        {
            OrtEnv.Instance().CreateAndRegisterAllocator(cpu, bounds);
            return true;
        }
        catch (OnnxRuntimeException)
        {
            // The embedder has registered an allocator of its own, whose bounds then apply.
            return false;
        }
    }

    private static OrtMemoryInfo Cpu() => new(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
}
