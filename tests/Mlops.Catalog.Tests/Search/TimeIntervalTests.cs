using CsCheck;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Tests.Search;

public class TimeIntervalTests
{
    private const string Early = "2019-01-01T00:00:00Z";
    private const string Late = "2020-01-01T00:00:00Z";

    [Theory]
    [InlineData(Early, true, true)]
    [InlineData(Early + "/" + Late, true, true)]
    [InlineData(Early + "/" + Early, true, true)]
    [InlineData("../" + Late, false, true)]
    [InlineData("/" + Late, false, true)]
    [InlineData(Early + "/..", true, false)]
    [InlineData(Early + "/", true, false)]
    public void Instants_and_intervals_are_read(string text, bool hasStart, bool hasEnd)
    {
        Assert.True(TimeInterval.TryParse(text, out var interval, out _));
        Assert.Equal(hasStart, interval.Start is not null);
        Assert.Equal(hasEnd, interval.End is not null);
    }

    [Theory]
    [InlineData("", "RFC 3339")]
    [InlineData("..", "RFC 3339")]
    [InlineData("/", "open on both sides")]
    [InlineData("../..", "open on both sides")]
    [InlineData("../", "open on both sides")]
    [InlineData("/..", "open on both sides")]
    [InlineData("2020-01-01", "RFC 3339")]
    [InlineData("2020-01-01/2020-02-01", "a side")]
    [InlineData(Late + "/" + Early, "ends before")]
    [InlineData(Early + "/" + Late + "/" + Late, "two parts")]
    [InlineData(Early + "/.", "a side")]
    [InlineData(Early + " / " + Late, "a side")]
    [InlineData("../../" + Late, "two parts")]
    public void What_is_neither_is_refused_with_the_reason(string text, string reason)
    {
        Assert.False(TimeInterval.TryParse(text, out _, out var error));
        Assert.Contains(reason, error);
    }

    [Fact]
    public void Intersection_is_symmetric_and_needs_a_common_instant()
    {
        var side = Gen.Int[0, 20].Select(day => day == 0 ? (DateTimeOffset?)null : new DateTimeOffset(2020, 1, day, 0, 0, 0, TimeSpan.Zero));
        var interval = Gen.Select(side, side).Where((start, end) => !(start > end)).Select((start, end) => new TimeInterval(start, end));
        Gen.Select(interval, interval).Sample((one, other) =>
        {
            Assert.Equal(one.Intersects(other), other.Intersects(one));
            var common = Enumerable.Range(0, 40).Select(day => new DateTimeOffset(2019, 12, 20, 0, 0, 0, TimeSpan.Zero).AddDays(day))
                .Any(day => Holds(one, day) && Holds(other, day));
            Assert.Equal(common, one.Intersects(other));
        });

        static bool Holds(TimeInterval interval, DateTimeOffset day) => !(day < interval.Start) && !(day > interval.End);
    }
}
