namespace Mlops.Tracking.Artifacts;

/// <summary>A file or directory of artifacts that is readable on this machine's disk until disposed.</summary>
public sealed class LocalArtifact : IAsyncDisposable
{
    private readonly Func<ValueTask>? release;

    /// <summary>Wraps a path.</summary>
    /// <param name="path">The absolute path of the file or directory.</param>
    /// <param name="release">What to do when the reader is done (a staged copy is deleted, say); null for nothing.</param>
    public LocalArtifact(string path, Func<ValueTask>? release = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
        this.release = release;
    }

    /// <summary>The absolute path. Only to be read.</summary>
    public string Path { get; }

    /// <summary>Ends the loan.</summary>
    public ValueTask DisposeAsync() => release?.Invoke() ?? ValueTask.CompletedTask;
}
