namespace Mlops.Tracking.Traces;

/// <summary>A span of a trace as it is kept: its content, and what searches and sums need of it.</summary>
public sealed record Span
{
    /// <summary>The trace it belongs to: <c>tr-</c> and 32 hexadecimal digits.</summary>
    public required string TraceId { get; init; }

    /// <summary>16 hexadecimal digits, unique within the trace.</summary>
    public required string SpanId { get; init; }

    /// <summary>The span it is part of; null for a root.</summary>
    public string? ParentSpanId { get; init; }

    /// <summary>What it does.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of work it is, such as <c>LLM</c> (attribute <c>mlflow.spanType</c>).</summary>
    public string? Type { get; init; }

    /// <summary>How it ended.</summary>
    public SpanStatus Status { get; init; }

    /// <summary>Nanoseconds since the Unix epoch of its start.</summary>
    public required long StartTimeUnixNano { get; init; }

    /// <summary>Nanoseconds since the Unix epoch of its end; null while it runs.</summary>
    public long? EndTimeUnixNano { get; init; }

    /// <summary>The language model it called (attribute <c>mlflow.llm.model</c>).</summary>
    public string? ModelName { get; init; }

    /// <summary>Who serves that model (attribute <c>mlflow.llm.provider</c>).</summary>
    public string? ModelProvider { get; init; }

    /// <summary>
    /// All of it, as JSON that MLflow's clients know from <c>traces.json</c>: ids in base64, times in nanoseconds, and
    /// <c>attributes</c> whose values are texts that hold JSON.
    /// </summary>
    public required string Content { get; init; }

    /// <summary>
    /// Tokens and cost by their keys, such as <c>input_tokens</c> and <c>total_cost</c> (attributes <c>mlflow.chat.tokenUsage</c> and
    /// <c>mlflow.llm.cost</c>); only of a span that is being logged.
    /// </summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init => field = value ?? None; } = None;

    /// <summary>What it says of its trace; only of a span that is being logged.</summary>
    public SpanHints Hints { get; init => field = value ?? SpanHints.None; } = SpanHints.None;

    private static IReadOnlyDictionary<string, double> None { get; } = new Dictionary<string, double>();
}
