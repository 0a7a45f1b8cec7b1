using Mlops.Tracking.Registry;

namespace Mlops.Hosting.Tests.Registry;

/// <summary>An inspector that does as it is told, and tells what it was asked.</summary>
internal sealed class FakeInspector(Func<int, string, CancellationToken, Task<ModelInspection?>> inspect) : IModelInspector
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public static FakeInspector Answering(ModelInspectionOutcome outcome, string message = "All is well.", params (string Key, string Value)[] tags) =>
        new((_, _, _) => Task.FromResult<ModelInspection?>(Inspection(outcome, message, tags)));

    public static ModelInspection Inspection(ModelInspectionOutcome outcome, string message = "All is well.", params (string Key, string Value)[] tags) => new()
    {
        Format = "onnx",
        Outcome = outcome,
        Message = message,
        Tags = tags.ToDictionary(tag => tag.Key, tag => tag.Value),
    };

    public bool Recognises(string path) => path.EndsWith(".onnx", StringComparison.Ordinal);

    public Task<ModelInspection?> InspectAsync(string path, CancellationToken cancellationToken) =>
        inspect(Interlocked.Increment(ref _calls), path, cancellationToken);
}
