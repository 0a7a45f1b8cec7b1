using CsCheck;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Tests.Artifacts;

public sealed class ArtifactPathTests
{
    [Theory]
    [MemberData(nameof(PathCorpus.Hostile), MemberType = typeof(PathCorpus))]
    public void A_path_that_leaves_its_root_on_any_system_is_refused(string text)
    {
        var refusal = Assert.Throws<MlflowException>(() => ArtifactPath.Parse(text));

        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.ErrorCode);
        Assert.Equal(400, refusal.HttpStatus);
        Assert.Equal("Invalid path", refusal.Message);
    }

    [Theory]
    [MemberData(nameof(PathCorpus.Harmless), MemberType = typeof(PathCorpus))]
    public void A_path_inside_its_root_is_brought_to_one_form(string text, string value)
    {
        Assert.Equal(value, ArtifactPath.Parse(text).Value);
    }

    [Fact]
    public void Every_name_that_log_image_has_ever_given_is_kept()
    {
        for (var first = 0; first < 256; first++)
        {
            var name = $"images/dog%step%0%timestamp%1724855412345%{first:x2}7f2c1e-0000.png";
            Assert.Equal(name, ArtifactPath.Parse(name).Value);
        }
    }

    [Fact]
    public void A_name_is_never_anothers()
    {
        Gen.Select(HostileText, HostileText).Sample((one, other) =>
        {
            if (ArtifactPath.TryParse(one, out var first, out _) && ArtifactPath.TryParse(other, out var second, out _) && first == second)
            {
                Assert.Equal(Names(one), Names(other));
            }
        });

        static IEnumerable<string> Names(string text) => text.Split('/').Where(name => name is not ("" or "."));
    }

    [Theory]
    [InlineData("a/b", "a")]
    [InlineData("a", "")]
    [InlineData("", "")]
    public void The_parent_of_a_path_is_the_directory_that_holds_it(string path, string parent) =>
        Assert.Equal(parent, ArtifactPath.Parse(path).Parent.Value);

    [Fact]
    public void Names_and_paths_that_no_store_can_hold_are_refused_with_the_bound()
    {
        var name = Assert.Throws<MlflowException>(() => ArtifactPath.Parse(new string('é', 128)));
        var path = Assert.Throws<MlflowException>(() => ArtifactPath.Parse(string.Join('/', Enumerable.Repeat("abc", 257))));
        var sum = Assert.Throws<MlflowException>(() => LongPath().Append(LongPath()));

        Assert.Contains("255", name.Message, StringComparison.Ordinal);
        Assert.Contains("1024", path.Message, StringComparison.Ordinal);
        Assert.Contains("1024", sum.Message, StringComparison.Ordinal);

        static ArtifactPath LongPath() => ArtifactPath.Parse(string.Join('/', Enumerable.Repeat("abc", 150)));
    }

    [Fact]
    public void Within_is_told_by_whole_names()
    {
        var directory = ArtifactPath.Parse("a/b");

        Assert.True(ArtifactPath.Parse("a/b").IsWithin(directory));
        Assert.True(ArtifactPath.Parse("a/b/c").IsWithin(directory));
        Assert.False(ArtifactPath.Parse("a/bc").IsWithin(directory));
        Assert.False(ArtifactPath.Parse("a").IsWithin(directory));
        Assert.True(directory.IsWithin(ArtifactPath.Root));
    }

    [Fact]
    public void Whatever_is_accepted_stays_below_any_root()
    {
        HostileText.Sample(text =>
        {
            if (ArtifactPath.TryParse(text, out var path, out _))
            {
                var full = Path.GetFullPath(Path.Combine("/srv/root", path.Value));
                Assert.True(full == "/srv/root" || full.StartsWith("/srv/root/", StringComparison.Ordinal), full);
                Assert.DoesNotContain(path.Names, name => name is "" or "." or "..");
                Assert.DoesNotContain(path.Value, char.IsControl);
            }
        });
    }

    [Fact]
    public void An_accepted_path_reads_back_as_itself()
    {
        HostileText.Sample(text =>
        {
            if (ArtifactPath.TryParse(text, out var path, out _))
            {
                Assert.Equal(path, ArtifactPath.Parse(path.Value));
            }
        });
    }

    [Fact]
    public void Encoding_a_hostile_path_once_more_does_not_make_it_acceptable()
    {
        Gen.Select(Gen.OneOf("..", "../x", "a/../b", "/etc", @"..\b", "C:/x"), Gen.Int[0, 9]).Sample((text, layers) =>
        {
            for (var i = 0; i < layers; i++)
            {
                text = string.Concat(text.Select(c => i == 0 ? $"%{(int)c:x2}" : c == '%' ? "%25" : c.ToString()));
            }

            Assert.False(ArtifactPath.TryParse(text, out _, out _));
        });
    }

    private static Gen<string> HostileText { get; } =
        Gen.OneOf("..", ".", "/", "%", "2", "e", "5", "25", "%2e", "%2f", "%252e", "%00", "%09", "%5c", "\t", "\0", ";", "?", "a", "é", " ", "#", ":", "C", "\\", "%c3", "%a9")
            .Array[0, 14].Select(parts => string.Concat(parts));
}
