namespace Mlops.Import.Mlflow;

/// <summary>An import that can't begin or go on; the text tells the operator why.</summary>
internal sealed class ImportException(string message) : Exception(message);
