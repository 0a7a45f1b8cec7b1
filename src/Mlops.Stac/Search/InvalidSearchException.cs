namespace Mlops.Stac.Search;

/// <summary>A search that a caller got wrong: an answer of 400 that names the fields.</summary>
public sealed class InvalidSearchException : Exception
{
    /// <summary>A search with these faults.</summary>
    /// <param name="errors">At least one.</param>
    public InvalidSearchException(IReadOnlyList<SearchFieldError> errors)
        : base(string.Join("; ", (errors ?? throw new ArgumentNullException(nameof(errors))).Select(error => $"{error.Field} {error.Reason}"))) =>
        Errors = errors;

    /// <summary>A search with one fault, e.g. a token that the index did not issue.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="reason">The reason as a predicate.</param>
    public InvalidSearchException(string field, string reason)
        : this([new SearchFieldError(field, reason)])
    {
    }

    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<SearchFieldError> Errors { get; }
}
