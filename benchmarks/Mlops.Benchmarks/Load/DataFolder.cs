namespace Mlops.Benchmarks.Load;

/// <summary>A new folder, deleted when disposed of.</summary>
internal sealed class DataFolder(string? parent) : IDisposable
{
    public string Path { get; } = Directory.CreateDirectory(
        System.IO.Path.Combine(parent ?? System.IO.Path.GetTempPath(), "mlops-load-" + Guid.NewGuid().ToString("N"))).FullName;

    public string Database => System.IO.Path.Combine(Path, "mlops.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
