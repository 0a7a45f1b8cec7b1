using CsCheck;
using Mlops.Stac.Search;

namespace Mlops.Catalog.Tests.Search;

public class Rfc3339Tests
{
    [Theory]
    [InlineData("1985-04-12T23:20:50.52Z")]
    [InlineData("1996-12-19T16:39:57-00:00")]
    [InlineData("1996-12-19T16:39:57+00:00")]
    [InlineData("1996-12-19T16:39:57-08:00")]
    [InlineData("1996-12-19T16:39:57+08:00")]
    [InlineData("1937-01-01T12:00:27.87+01:00")]
    [InlineData("1937-01-01T12:00:27.8710+01:00")]
    [InlineData("1937-01-01T12:00:27.8+01:00")]
    [InlineData("2020-07-23T00:00:00.000+03:00")]
    [InlineData("2020-07-23T00:00:00+03:00")]
    [InlineData("1985-04-12t23:20:50.000z")]
    [InlineData("2020-07-23T00:00:00Z")]
    [InlineData("2020-07-23T00:00:00.0Z")]
    [InlineData("2020-07-23T00:00:00.01Z")]
    [InlineData("2020-07-23T00:00:00.012Z")]
    [InlineData("2020-07-23T00:00:00.0123Z")]
    [InlineData("2020-07-23T00:00:00.01234Z")]
    [InlineData("2020-07-23T00:00:00.012345Z")]
    [InlineData("2020-07-23T00:00:00.0123456Z")]
    [InlineData("2020-07-23T00:00:00.01234567Z")]
    [InlineData("2020-07-23T00:00:00.012345678Z")]
    [InlineData("1990-12-31T23:59:60Z")]
    [InlineData("1990-12-31T15:59:60-08:00")]
    public void Valid_forms_are_read(string text) => Assert.True(Rfc3339.TryParse(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData(" 1985-04-12T23:20:50Z")]
    [InlineData("1985-04-12T23:20:50Z\n")]
    [InlineData("1985-04-12")]
    [InlineData("1937-01-01T12:00:27.87+0100")]
    [InlineData("37-01-01T12:00:27.87Z")]
    [InlineData("21985-12-12T23:20:50.52Z")]
    [InlineData("1985-13-12T23:20:50.52Z")]
    [InlineData("1985-12-32T23:20:50.52Z")]
    [InlineData("1985-02-30T00:00:00Z")]
    [InlineData("1985-12-01T25:20:50.52Z")]
    [InlineData("1985-12-01T00:60:50.52Z")]
    [InlineData("1985-12-01T00:06:61.52Z")]
    [InlineData("1985-04-12T23:20:60Z")]
    [InlineData("1990-12-31T23:59:61Z")]
    [InlineData("1985-04-12T23:20:50.Z")]
    [InlineData("1985-04-12T23:20:50,52Z")]
    [InlineData("1985-04-12T23:20:50.0123456789Z")]
    [InlineData("1986-04-12T23:20:50")]
    [InlineData("1986-04-12 23:20:50Z")]
    [InlineData("1986-04-12T23:20:50+24:00")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("٢٠٢٠-01-01T00:00:00Z")]
    public void Invalid_forms_are_refused(string text) => Assert.False(Rfc3339.TryParse(text, out _));

    [Fact]
    public void What_is_written_is_read_back() =>
        Gen.DateTimeOffset.Where(instant => instant.UtcDateTime.Year is > 1 and < 9999).Sample(instant =>
        {
            Assert.True(Rfc3339.TryParse(Rfc3339.Format(instant), out var read));
            Assert.Equal(instant.ToUniversalTime(), read);
        });

    [Fact]
    public void An_offset_shifts_the_instant()
    {
        Gen.Select(Gen.Int[0, 23], Gen.Int[0, 59], Gen.Bool).Sample((hours, minutes, east) =>
        {
            var text = $"2020-06-15T12:00:00{(east ? '+' : '-')}{hours:00}:{minutes:00}";
            Assert.True(Rfc3339.TryParse(text, out var instant));
            var offset = new TimeSpan(hours, minutes, 0);
            Assert.Equal(new DateTimeOffset(2020, 6, 15, 12, 0, 0, TimeSpan.Zero) + (east ? -offset : offset), instant);
        });
    }

    [Fact]
    public void No_text_makes_it_fail() =>
        Gen.String[Gen.Char["0123456789-:+.tTzZ /"], 0, 45].Sample(text =>
        {
            if (Rfc3339.TryParse(text, out var instant))
            {
                Assert.Equal(TimeSpan.Zero, instant.Offset);
            }
        });
}
