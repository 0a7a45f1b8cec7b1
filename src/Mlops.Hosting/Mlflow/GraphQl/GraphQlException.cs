namespace Mlops.Hosting.Mlflow.GraphQl;

/// <summary>A query that is refused as a whole; its text goes into <c>errors</c>.</summary>
internal sealed class GraphQlException(string message) : Exception(message);
