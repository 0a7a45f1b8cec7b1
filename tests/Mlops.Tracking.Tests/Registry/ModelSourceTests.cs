using CsCheck;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Registry;

namespace Mlops.Tracking.Tests.Registry;

/// <summary>How a version's source is taken apart.</summary>
public sealed class ModelSourceTests
{
    private static readonly string[] Fragments =
    [
        "..", ".", "/", "//", "%2e", "%252e", "%2f", "%252f", "%5c", "\\", ";", "?", "#", "&", "=", ":", "%3a", "%00", "%2500", "%09", "\t", "%", "%2",
        "a", "B", "bucket", "model", "file:", "FILE:", "mlflow-artifacts:", "s3:", "http:", "models:", "runs:", "C:", "~", " ", "+", "\u0085", "%c0%ae",
    ];

    private static readonly Gen<string> Text = Gen.Int[0, Fragments.Length - 1].Select(i => Fragments[i]).Array[1, 10].Select(string.Concat);

    [Theory]
    [InlineData("s3://bucket/a/b", "s3", "/a/b")]
    [InlineData("S3://bucket/a%20b?x=1", "s3", "/a b")]
    [InlineData("mlflow-artifacts:/1/r/artifacts", "mlflow-artifacts", "/1/r/artifacts")]
    [InlineData("models:/net/1", "models", "/net/1")]
    [InlineData("https://host", "https", "")]
    [InlineData("https://host?x", "https", "")]
    [InlineData("/etc/passwd", "", "/etc/passwd")]
    [InlineData("file:///etc", "file", "/etc")]
    [InlineData("C:/x", "", "C:/x")]
    [InlineData("word", "", "word")]
    public void A_source_falls_into_scheme_and_path(string text, string scheme, string path)
    {
        var source = ModelSource.Parse(text);
        Assert.Equal((scheme, path), (source.Scheme, source.Path));
        Assert.Equal(scheme is "" or "file", source.IsLocal);
    }

    [Fact]
    public void Whatever_is_let_through_has_one_meaning_to_every_reader() => Text.Sample(
        text =>
        {
            try
            {
                var source = ModelSource.Parse(text);
                if (!source.IsLocal)
                {
                    source.CheckAbsolute();
                    AssertPlain(text, source.Scheme);
                }
            }
            catch (MlflowException error)
            {
                Assert.Equal(ErrorCode.InvalidParameterValue, error.ErrorCode);
            }
        },
        iter: 20_000);

    [Fact]
    public void A_local_path_is_never_more_than_the_names_it_shows() => Text.Sample(
        text =>
        {
            if (LocalSource.Path(text) is { } path)
            {
                Assert.StartsWith("/", path, StringComparison.Ordinal);
                Assert.DoesNotContain(path.Split('/'), name => name is "." or "..");
                Assert.DoesNotContain('\\', path);
            }
        },
        iter: 20_000);

    [Theory]
    [InlineData("/a/b", "/a", true)]
    [InlineData("/a", "/a", true)]
    [InlineData("/ab", "/a", false)]
    [InlineData("/", "/", false)]
    [InlineData("/b/a", "/a", false)]
    public void A_path_lies_within_a_folder_by_whole_names(string path, string folder, bool within) =>
        Assert.Equal(within, LocalSource.IsWithin(path, folder));

    private static void AssertPlain(string text, string scheme)
    {
        // Undo one layer after the other, as proxies and clients do: no stage may show what the check did not.
        for (var layer = 0; layer < 12; layer++)
        {
            Assert.StartsWith(scheme + ":", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(text.Split('/', '\\', ';', '?', '&', '='), name => name.Trim() == "..");
            Assert.DoesNotContain(text, char.IsControl);
            Assert.DoesNotContain('#', text);
            text = Uri.UnescapeDataString(text);
        }
    }
}
