using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mlops.Onnx.Execution;
using Mlops.Onnx.Files;
using Mlops.Onnx.Graph;
using Mlops.Tracking.Registry;

namespace Mlops.Onnx;

/// <summary>
/// Takes one model file through the checks, cheapest first: what it is on disk, what it says, what it points at. Only then does
/// ONNX Runtime open it.
/// </summary>
internal sealed class OnnxFileInspector(IOptions<OnnxOptions> options, ModelRuntime runtime, ILogger<OnnxFileInspector> logger)
{
    private readonly OnnxOptions _options = options.Value;

    /// <param name="folder">The folder being inspected.</param>
    /// <param name="file">The model file, relative to it, with forward slashes.</param>
    /// <param name="cancellationToken">Ends the inspection early.</param>
    public async Task<FileInspection> InspectAsync(string folder, string file, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, file);
        var known = new OnnxModel { Valid = false, Message = "", File = file };
        IReadOnlyList<ModelFile> external = [];
        try
        {
            var facts = FileFacts.Of(path);
            RefuseUnlessPlainFile(facts);
            known = known with { Size = facts.Size };
            RefuseSize(facts.Size);
            known = known with { Sha256 = await FileHash.Sha256Async(path, cancellationToken) };

            var description = await Task.Run(() => Read(path, facts.Size, cancellationToken), cancellationToken);
            known = Describe(known, description);
            external = CheckExternal(path, file, description);

            var report = UnopenedEdge(description) is { } edge
                ? RuntimeReport.LeftOut($"{edge}, which ONNX Runtime for .NET can't open")
                : await runtime.TryAsync(path, description, cancellationToken);
            return FileFacts.Of(path) != facts
                ? Conclude(ModelInspectionOutcome.Inconclusive, "changed while it was inspected", null)
                : Conclude(report.Outcome, report.Message, report.Inference);
        }
        catch (InvalidModelException e)
        {
            return Conclude(ModelInspectionOutcome.Invalid, e.Message, null);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            logger.InspectionFailed(file, e);
            return Conclude(ModelInspectionOutcome.Inconclusive, "could not be read or run on this host", null);
        }

        FileInspection Conclude(ModelInspectionOutcome outcome, string message, OnnxInference? inference)
        {
            logger.Inspected(file, outcome.ToString(), message);
            var model = known with { Valid = outcome == ModelInspectionOutcome.Valid, Message = $"{file} {message.TrimEnd('.')}.", Inference = inference };
            return new FileInspection(outcome, model, external);
        }
    }

    /// <summary>
    /// The first input or output of a type whose tensors ONNX Runtime's .NET API has no name for; it refuses the whole model then.
    /// </summary>
    private static string? UnopenedEdge(ModelDescription description) =>
        description.Inputs.Where(static input => !ElementType.IsOpened(input.DataType)).Select(static input => $"input '{input.Name}' is of type {input.DataType}")
            .Concat(description.Outputs.Where(static output => !ElementType.IsOpened(output.DataType)).Select(static output => $"output '{output.Name}' is of type {output.DataType}"))
            .FirstOrDefault();

    private ModelDescription Read(string path, long size, CancellationToken cancellationToken)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
        return ModelReader.Read(handle, size, _options, cancellationToken);
    }

    private List<ModelFile> CheckExternal(string path, string file, ModelDescription description)
    {
        var files = ExternalFiles.Check(Path.GetDirectoryName(path)!, description.External, _options.MaxExternalBytes);
        var below = file[..(file.LastIndexOf('/') + 1)];
        return [.. files.Select(entry => new ModelFile(below + entry.Key, entry.Value, null))];
    }

    private void RefuseSize(long size)
    {
        if (size == 0)
        {
            throw new InvalidModelException("is empty");
        }

        if (size > _options.MaxFileBytes)
        {
            throw new InvalidModelException($"has {size:N0} bytes where at most {_options.MaxFileBytes:N0} are allowed");
        }
    }

    private static void RefuseUnlessPlainFile(FileFacts facts)
    {
        switch (facts.Kind)
        {
            case FileKind.Link:
                throw new InvalidModelException("is a symbolic link, which is refused");
            case FileKind.Directory or FileKind.Special:
                throw new InvalidModelException("is not a file");
            case FileKind.Missing:
                throw new FileNotFoundException("The model file is gone.");
        }
    }

    private static OnnxModel Describe(OnnxModel known, ModelDescription description) => known with
    {
        IrVersion = description.IrVersion,
        Opsets = description.Opsets,
        ProducerName = description.ProducerName,
        ProducerVersion = description.ProducerVersion,
        Inputs = description.Inputs,
        Outputs = description.Outputs,
        ParameterCount = description.ParameterCount,
    };
}
