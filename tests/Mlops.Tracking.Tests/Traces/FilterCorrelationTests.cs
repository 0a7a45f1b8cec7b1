using Mlops.Tracking.Traces;

namespace Mlops.Tracking.Tests.Traces;

public sealed class FilterCorrelationTests
{
    [Theory]
    [InlineData(100, 20, 15, 10, 0.522879, 0.509869)]
    [InlineData(10, 10, 10, 10, 1, 1)]
    [InlineData(10, 5, 5, 5, 1, 0.776939)]
    [InlineData(10, 5, 5, 0, -1, -0.563791)]
    [InlineData(0, 0, 0, 0, double.NaN, double.NaN)]
    [InlineData(10, 0, 3, 0, double.NaN, double.NaN)]
    public void Filters_go_together_as_information_theory_says(long total, long first, long second, long joint, double npmi, double smoothed)
    {
        var correlation = FilterCorrelation.Of(new FilterCounts(total, first, second, joint));
        Assert.Equal(npmi, correlation.Npmi, 0.00001);
        Assert.Equal(smoothed, correlation.NpmiSmoothed, 0.00001);
    }
}
