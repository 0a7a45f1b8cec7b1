using CsCheck;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Tests.Search;

public class BoundingBoxTests
{
    [Fact]
    public void Six_numbers_are_a_box_with_heights()
    {
        Assert.True(BoundingBox.TryCreate([1, 2, 3, 4, 5, 6], out var box, out _));
        Assert.Equal(new BoundingBox(1, 2, 4, 5, 3, 6), box);
        Assert.Equal([1, 2, 3, 4, 5, 6], box.ToNumbers());
    }

    [Fact]
    public void West_beyond_east_crosses_the_antimeridian()
    {
        Assert.True(BoundingBox.TryCreate([170, -20, -170, -10], out var box, out _));
        Assert.True(box.CrossesAntimeridian);
    }

    [Theory]
    [InlineData(new double[0], "4 or 6")]
    [InlineData(new double[] { 1, 2, 3 }, "4 or 6")]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, "4 or 6")]
    [InlineData(new[] { 1, 2, double.NaN, 4 }, "finite")]
    [InlineData(new[] { 1, 2, double.PositiveInfinity, 4 }, "finite")]
    [InlineData(new[] { -180.1, 2, 3, 4 }, "longitude")]
    [InlineData(new[] { 1, 2, 180.1, 4 }, "longitude")]
    [InlineData(new[] { 1, -90.1, 3, 4 }, "latitude")]
    [InlineData(new[] { 1, 2, 3, 90.1 }, "latitude")]
    [InlineData(new double[] { 1, 4, 3, 2 }, "south")]
    [InlineData(new double[] { 1, 2, 9, 3, 4, 8 }, "height")]
    public void What_is_no_box_is_refused_with_the_reason(double[] numbers, string reason)
    {
        Assert.False(BoundingBox.TryCreate(numbers, out _, out var error));
        Assert.Contains(reason, error);
    }

    [Fact]
    public void Numbers_of_a_valid_box_survive()
    {
        var longitude = Gen.Double[-180, 180];
        var latitude = Gen.Double[-90, 90];
        Gen.Select(longitude, latitude, longitude, latitude).Where((_, south, _, north) => south <= north).Sample((west, south, east, north) =>
        {
            double[] numbers = [west, south, east, north];
            Assert.True(BoundingBox.TryCreate(numbers, out var box, out _));
            Assert.Equal(numbers, box.ToNumbers());
        });
    }

    [Fact]
    public void Any_numbers_are_a_box_or_have_a_reason() =>
        Gen.Double.Array[0, 7].Sample(numbers =>
            Assert.Equal(BoundingBox.TryCreate(numbers, out _, out var error), error is null));
}
