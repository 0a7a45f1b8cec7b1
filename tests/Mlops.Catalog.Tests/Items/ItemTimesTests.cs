using Mlops.Catalog.Stac;
using Mlops.Catalog.Tests.Fakes;

namespace Mlops.Catalog.Tests.Items;

public class ItemTimesTests
{
    private static readonly string[] s_default = ["2024-01-02T03:04:05Z", "2024-06-07T08:09:10Z"];

    [Theory]
    [InlineData("extent: {temporal: [2020-01-01T00:00:00Z, 2020-06-01T12:00:00+02:00]}", "2020-01-01T00:00:00Z", "2020-06-01T10:00:00Z")]
    [InlineData("extent: {temporal: [2020-01-01, 2020-01-31]}", "2020-01-01T00:00:00Z", "2020-01-31T23:59:59Z")]
    [InlineData("extent: {temporal: [2020-01-01 10:30:00, 2020-01-01 11:00]}", "2020-01-01T10:30:00Z", "2020-01-01T11:00:00Z")]
    [InlineData("extent: {temporal: [[2020-01-01, 2020-01-31]]}", "2020-01-01T00:00:00Z", "2020-01-31T23:59:59Z")]
    [InlineData("extent: {temporal: [2020-01-01, null]}", "2020-01-01T00:00:00Z", "2024-06-07T08:09:10Z")]
    [InlineData("extent: {temporal: ['..', '2024-03-01T00:00:00Z']}", "2024-01-02T03:04:05Z", "2024-03-01T00:00:00Z")]
    [InlineData("start_datetime: 2020-01-01T00:00:00Z\nend_datetime: 2021-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z")]
    public void An_interval_has_start_and_end_and_no_instant(string yaml, string start, string end)
    {
        var item = Build.Front(yaml);

        Assert.Null(item.Properties.Datetime);
        Assert.Equal([start, end], Interval(item));
    }

    [Theory]
    [InlineData("extent: {temporal: ['2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z']}", "2020-01-01T00:00:00Z")]
    [InlineData("datetime: 2020-01-01T05:00:00+05:00", "2020-01-01T00:00:00Z")]
    [InlineData("datetime: 2020-01-01", "2020-01-01T00:00:00Z")]
    public void An_instant_stands_alone(string yaml, string instant)
    {
        var item = Build.Front(yaml);

        Assert.Equal(instant, Format(item.Properties.Datetime));
        Assert.Equal([null, null], Interval(item));
    }

    [Theory]
    [InlineData("title: x", null)]
    [InlineData("extent: {temporal: [2021-01-01, 2020-01-01]}", "extent.temporal")]
    [InlineData("extent: {temporal: [soon, later]}", "extent.temporal")]
    [InlineData("extent: {temporal: [2020-13-01, 2020-14-01]}", "extent.temporal")]
    [InlineData("extent: {temporal: 2020-01-01}", "extent.temporal")]
    [InlineData("extent: {temporal: [2020-01-01]}", "extent.temporal")]
    [InlineData("extent: {temporal: [1, 2]}", "extent.temporal")]
    [InlineData("start_datetime: 2020-01-01T00:00:00Z", "start_datetime")]
    [InlineData("datetime: never", "datetime")]
    public void Without_a_usable_time_it_is_from_making_to_last_activity(string yaml, string? warned)
    {
        var built = Build.Items($"---\n{yaml}\n---\n");

        Assert.Equal(s_default, Interval(built.Items[0]));
        Assert.Equal(warned, built.Warnings.Select(warning => warning.Field).SingleOrDefault());
    }

    [Fact]
    public void A_project_that_never_changed_has_an_instant()
    {
        var item = Build.Item(null, Build.Project() with { UpdatedAt = Build.Created });

        Assert.Equal(Build.Created, item.Properties.Datetime);
        Assert.Equal([null, null], Interval(item));
    }

    private static string?[] Interval(StacItem item) => [Format(item.Properties.StartDatetime), Format(item.Properties.EndDatetime)];

    private static string? Format(DateTimeOffset? instant) => instant is { } known ? Mlops.Catalog.Search.Rfc3339.Format(known) : null;
}
