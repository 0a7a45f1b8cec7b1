using System.Text.RegularExpressions;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Tests.Search;

public sealed partial class RecordedSearchTests
{
    public static TheoryData<RecordedSearch> Recorded => RecordedSearch.All;

    [Theory]
    [MemberData(nameof(Recorded), DisableDiscoveryEnumeration = true)]
    public void A_search_is_accepted_or_refused_in_the_words_of_MLflows_server(RecordedSearch search)
    {
        var refusal = Record.Exception(search.Parse);

        Assert.Equal(Sorted(search.Error), Sorted(refusal?.Message));
        if (refusal is not null)
        {
            Assert.Equal(ErrorCode.InvalidParameterValue, Assert.IsType<MlflowException>(refusal).ErrorCode);
        }
    }

    /// <summary>Python prints sets in an order that changes from start to start.</summary>
    internal static string? Sorted(string? message) => message is null
        ? null
        : PythonSet().Replace(message, set => "{" + string.Join(", ", set.Groups[1].Value.Split(", ").Order(StringComparer.Ordinal)) + "}");

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex PythonSet();
}
