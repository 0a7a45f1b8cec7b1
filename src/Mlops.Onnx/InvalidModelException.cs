namespace Mlops.Onnx;

/// <summary>The model is at fault. The message finishes a sentence that begins with the file's name.</summary>
internal sealed class InvalidModelException(string message) : Exception(message);
