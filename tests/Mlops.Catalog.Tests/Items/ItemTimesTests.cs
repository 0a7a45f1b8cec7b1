using Mlops.Catalog.Tests.Fakes;
using Mlops.Stac;

namespace Mlops.Catalog.Tests.Items;

public class ItemTimesTests
{
    private static readonly string[] s_default = ["2024-01-02T03:04:05Z", "2024-06-07T08:09:10Z"];

    [Theory]
    [InlineData("extent: {temporal: [2020-01-01T00:00:00Z, 2020-06-01T12:00:00+02:00]}", "2020-01-01T00:00:00Z", "2020-06-01T10:00:00Z")]
    [InlineData("extent: {temporal: [2020-01-01, 2020-01-31]}", "2020-01-01T00:00:00Z", "2020-01-31T23:59:59Z")]
    [InlineData("extent: {temporal: [2020-01-01 10:30:00, 2020-01-01 11:00]}", "2020-01-01T10:30:00Z", "2020-01-01T11:00:00Z")]
    [InlineData("extent: {temporal: [[2020-01-01, 2020-01-31]]}", "2020-01-01T00:00:00Z", "2020-01-31T23:59:59Z")]
    [InlineData("extent: {temporal: [2020-01-01, null]}", "2020-01-01T00:00:00Z", "9999-12-31T23:59:59Z")]
    [InlineData("extent: {temporal: [null, 2020-01-01]}", "0001-01-01T00:00:00Z", "2020-01-01T23:59:59Z")]
    [InlineData("extent: {temporal: ['..', '2024-03-01T00:00:00Z']}", "0001-01-01T00:00:00Z", "2024-03-01T00:00:00Z")]
    [InlineData("extent: {temporal: [2020-01-01, 9999-12-31]}", "2020-01-01T00:00:00Z", "9999-12-31T23:59:59Z")]
    [InlineData("extent: {temporal: [2020, 2021]}", "2020-01-01T00:00:00Z", "2021-12-31T23:59:59Z")]
    [InlineData("extent: {temporal: ['2020', 2020-02]}", "2020-01-01T00:00:00Z", "2020-02-29T23:59:59Z")]
    [InlineData("extent: {temporal: [2020-01-01 10:30:00 +01:00, 2020-01-01T11:00:00 Z]}", "2020-01-01T09:30:00Z", "2020-01-01T11:00:00Z")]
    [InlineData("extent: {temporal: [2020-01-01 1:30:00.123456789 -5, 2020-01-01t11:00:00+0130]}", "2020-01-01T06:30:00.123Z", "2020-01-01T09:30:00Z")]
    [InlineData("start_datetime: 2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "9999-12-31T23:59:59Z")]
    [InlineData("start_datetime: 2020\nend_datetime: 2021", "2020-01-01T00:00:00Z", "2021-12-31T23:59:59Z")]
    [InlineData("start_datetime: 2020-01-01T00:00:00Z\nend_datetime: 2021-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z")]
    public void An_interval_has_start_and_end(string yaml, string start, string end)
    {
        var item = Build.Front(yaml);

        Assert.Equal([start, end], Interval(item));
        StacRules.Check(item);
    }

    [Theory]
    [InlineData("title: x", "2024-06-07T08:09:10Z")]
    [InlineData("extent: {temporal: [2020-01-01, 2020-01-31]}", "2020-01-31T23:59:59Z")]
    [InlineData("extent: {temporal: [2025-01-01, 2025-01-31]}", "2025-01-01T00:00:00Z")]
    [InlineData("extent: {temporal: [2020-01-01, ~]}", "2024-06-07T08:09:10Z")]
    [InlineData("extent: {temporal: [2020-01-01, 2020-01-31]}\ndatetime: 2020-01-15", "2020-01-15T00:00:00Z")]
    public void Beside_an_interval_stands_an_instant_of_it(string yaml, string instant) => Assert.Equal(instant, Format(Build.Front(yaml).Properties.Datetime));

    [Theory]
    [InlineData("extent: {temporal: [2020-01-01, ~]}", "extent.temporal")]
    [InlineData("extent: {temporal: [~, 2020-01-01]}", "extent.temporal")]
    [InlineData("end_datetime: 2020-01-01", "end_datetime")]
    public void An_open_side_is_told(string yaml, string field) =>
        Assert.Equal(field, Assert.Single(Build.Items($"---\n{yaml}\n---\n").Warnings).Field);

    [Fact]
    public void Times_are_whole_milliseconds()
    {
        var item = Build.Item(null, Build.Project() with { CreatedAt = Build.Created.AddTicks(1_234_567), UpdatedAt = Build.Updated.AddTicks(7) });

        Assert.Equal(["2024-01-02T03:04:05.123Z", "2024-06-07T08:09:10Z"], Interval(item));
        Assert.Equal("2024-01-02T03:04:05.123Z", Format(item.Properties.Created));
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
    [InlineData("extent: {temporal: [~, ~]}", "extent.temporal")]
    [InlineData("extent: {temporal: [0000, 2020]}", "extent.temporal")]
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

    private static string? Format(DateTimeOffset? instant) => instant is { } known ? Mlops.Stac.Search.Rfc3339.Format(known) : null;
}
