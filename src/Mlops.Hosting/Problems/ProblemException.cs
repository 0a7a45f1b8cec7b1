namespace Mlops.Hosting.Problems;

/// <summary>Ends a request with problem details.</summary>
internal sealed class ProblemException : Exception
{
    public ProblemException(int status, string detail, params IReadOnlyList<ProblemField> errors)
        : base(detail) => Problem = new(status, detail, errors);

    public Problem Problem { get; }

    public static ProblemException NotFound(string what) => new(404, $"There is no {what}.");
}
