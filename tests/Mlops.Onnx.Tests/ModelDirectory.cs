using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx.Tests;

/// <summary>A temporary folder that stands for a model version's source, and the inspector to look into it.</summary>
public sealed class ModelDirectory : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("mlops-onnx-");
    private ServiceProvider? _services;

    public ModelDirectory() => Directory.CreateDirectory(Path);

    /// <summary>The model's folder; what lies beside it is outside.</summary>
    public string Path => System.IO.Path.Combine(_root.FullName, "model");

    public string Outside => _root.FullName;

    public Action<OnnxOptions>? Configure { get; set; }

    public string Write(string file, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    internal string Write(string file, Proto model) => Write(file, model.ToBytes());

    public Task<ModelInspection?> InspectAsync(string? path = null) =>
        Inspector().InspectAsync(path ?? Path, TestContext.Current.CancellationToken);

    /// <summary>Writes a model alone into the folder and inspects it.</summary>
    public async Task<ModelInspection> InspectAsync(byte[] model)
    {
        Write("model.onnx", model);
        return await InspectAsync() ?? throw new InvalidOperationException("Not recognised.");
    }

    internal Task<ModelInspection> InspectAsync(Proto model) => InspectAsync(model.ToBytes());

    public IModelInspector Inspector()
    {
        _services ??= new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddMlopsOnnx(options => Configure?.Invoke(options)).BuildServiceProvider();
        return _services.GetRequiredService<IModelInspector>();
    }

    public void Dispose()
    {
        _services?.Dispose();
        _root.Delete(recursive: true);
    }
}
