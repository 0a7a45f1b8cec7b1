namespace Mlops.Tracking.Traces.Otlp;

/// <summary>The span attributes that MLflow gives a meaning.</summary>
internal static class SpanKeys
{
    public const string TraceId = "mlflow.traceRequestId";
    public const string Type = "mlflow.spanType";
    public const string Inputs = "mlflow.spanInputs";
    public const string Outputs = "mlflow.spanOutputs";
    public const string Model = "mlflow.llm.model";
    public const string ModelProvider = "mlflow.llm.provider";
    public const string TokenUsage = "mlflow.chat.tokenUsage";
    public const string Cost = "mlflow.llm.cost";
    public const string MessageFormat = "mlflow.message.format";
    public const string Tools = "mlflow.chat.tools";
    public const string SessionId = "session.id";
    public const string UserId = "user.id";
    public const string ServiceName = "service.name";
}
