namespace Mlops.Benchmarks.Load;

/// <summary>Requests of one kind, sent as fast as they are answered.</summary>
/// <param name="Name">How it is called in the results.</param>
/// <param name="Connections">How many connections send.</param>
/// <param name="Request">The bytes of the n-th request.</param>
internal sealed record LoadScenario(string Name, int Connections, Func<long, byte[]> Request)
{
    /// <summary>
    /// The n-th request once more, as an expression of Lua for <see cref="WrkGenerator"/>: <c>n</c> is its number, <c>run()</c> the id of
    /// a run, <c>fixed</c> the first request.
    /// </summary>
    public string? Lua { get; init; }

    /// <summary>A scenario of one request that is sent again and again.</summary>
    public static LoadScenario Fixed(string name, int connections, byte[] request) => new(name, connections, _ => request) { Lua = "fixed" };

    /// <summary>The runs of <c>run()</c>.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];

    /// <summary>What MLflow 3.11 on SQLite does on an undisturbed machine of this size.</summary>
    public string Mlflow { get; init; } = "";

    /// <summary>What MLflow 3.11 on PostgreSQL does there.</summary>
    public string MlflowOnPostgreSql { get; init; } = "";

    /// <summary>What we want.</summary>
    public string Goal { get; init; } = "";

    /// <summary>Whether the result is told as a latency instead of a rate.</summary>
    public bool IsLatency { get; init; }
}
