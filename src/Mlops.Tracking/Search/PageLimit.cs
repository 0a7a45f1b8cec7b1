using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Search;

/// <summary>The bounds of <c>max_results</c> in one search.</summary>
internal sealed class PageLimit
{
    private readonly PageLimitTexts texts;

    internal PageLimit(int? @default, int maximum, PageLimitTexts texts)
    {
        Default = @default;
        Maximum = maximum;
        this.texts = texts;
    }

    /// <summary>The number of results in a page when the request does not say; null if it must.</summary>
    public int? Default { get; }

    /// <summary>The largest number that may be asked for.</summary>
    public int Maximum { get; }

    /// <summary>The number of results for a page.</summary>
    /// <param name="requested">The request's <c>max_results</c>; null if it has none.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c>: not within 1 and <see cref="Maximum"/>.</exception>
    public int Resolve(long? requested)
    {
        var value = requested ?? Default ?? 0;
        return value >= 1 && value <= Maximum ? (int)value : throw MlflowException.InvalidParameterValue(Refusal(value));
    }

    private string Refusal(long value) => (value < 1, texts) switch
    {
        (true, PageLimitTexts.ModelVersions) => $"Invalid value for max_results. It must be a positive integer, but got {value}",
        (true, _) => $"Invalid value {value} for parameter 'max_results' supplied. It must be a positive integer",
        (_, PageLimitTexts.Plain) => $"Invalid value {value} for parameter 'max_results' supplied. It must be at most {Maximum}",
        _ => $"Invalid value {value} for parameter 'max_results' supplied:  Hint: Value was of type 'int'. " +
            "See the API docs for more information about request parameters.",
    };
}
