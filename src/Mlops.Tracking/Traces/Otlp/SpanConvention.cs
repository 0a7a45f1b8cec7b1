namespace Mlops.Tracking.Traces.Otlp;

/// <summary>
/// How one family of instrumentations tells what MLflow wants to know; null for what it doesn't tell, or tells as another one does.
/// </summary>
internal sealed record SpanConvention
{
    /// <summary>MLflow's type for the kind of work.</summary>
    public SpanReading? Type { get; init; }

    /// <summary>What went in.</summary>
    public SpanReading? Inputs { get; init; }

    /// <summary>What came out.</summary>
    public SpanReading? Outputs { get; init; }

    /// <summary>What went in, of those that tell it in events.</summary>
    public EventReading? InputsOfEvents { get; init; }

    /// <summary>What came out, of those that tell it in events.</summary>
    public EventReading? OutputsOfEvents { get; init; }

    /// <summary>How many tokens were used.</summary>
    public TokenKeys? Tokens { get; init; }

    /// <summary>The model that was called.</summary>
    public SpanReading? Model { get; init; }

    /// <summary>Who serves it.</summary>
    public SpanReading? Provider { get; init; }

    /// <summary>The tools that the model could call.</summary>
    public SpanReading? Tools { get; init; }

    /// <summary>The shape of a chat's messages, by the name that MLflow's pages know it by.</summary>
    public SpanReading? MessageFormat { get; init; }
}

/// <summary>The attributes that count tokens; of several, the first that is there.</summary>
internal sealed record TokenKeys
{
    /// <summary>How many tokens went in.</summary>
    public IReadOnlyList<string> Input { get; init; } = [];

    /// <summary>How many tokens came out.</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    /// <summary>How many there were in all; where nobody says, their sum.</summary>
    public IReadOnlyList<string> Total { get; init; } = [];

    /// <summary>How many of the tokens that went in were cached before.</summary>
    public IReadOnlyList<string> CacheRead { get; init; } = [];

    /// <summary>How many of the tokens that went in are cached now.</summary>
    public IReadOnlyList<string> CacheCreation { get; init; } = [];
}
