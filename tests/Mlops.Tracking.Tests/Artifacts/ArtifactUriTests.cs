using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Tests.Artifacts;

public sealed class ArtifactUriTests
{
    [Theory]
    [InlineData("http:///#/../../../etc/")]
    [InlineData("http://foo/bar?../../../etc")]
    [InlineData("http://foo/bar?x=%2e%2e/etc")]
    [InlineData("http://foo/bar;../../etc")]
    [InlineData("s3://bucket/a/../../b")]
    [InlineData("s3://bucket/%252e%252e/b")]
    [InlineData("file:///a/../../etc")]
    [InlineData("file://a%23/..//tmp/")]
    [InlineData("file://123.456.789.123/share")]
    [InlineData("file:////server/share")]
    [InlineData(@"C:\data")]
    [InlineData("C:/data")]
    [InlineData("file:///C:/data")]
    [InlineData(@"\\?\C:\data")]
    [InlineData(@"\\UNC\server")]
    [InlineData("//server/share")]
    [InlineData("/etc/passwd%00.jpg")]
    [InlineData("%2%0952e%2%0952e/x")]
    [InlineData("dbfs:/path/a%3f/../../..")]
    [InlineData("ftp://host/../../../")]
    [InlineData("runs:/0123/model")]
    [InlineData("mlflow-artifacts://host:9000/models/..%2f..%2fartifacts")]
    [InlineData("mlflow-artifacts:/a?b=c")]
    [InlineData("mlflow-artifacts:////a")]
    public void A_location_that_hides_another_place_is_refused(string location)
    {
        var refusal = Assert.Throws<MlflowException>(() => ArtifactUri.ValidateLocation(location));

        Assert.Equal(ErrorCode.InvalidParameterValue, refusal.ErrorCode);
        Assert.Contains("artifact_location", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mlflow-artifacts:/7")]
    [InlineData("mlflow-artifacts://host:5000/7/x")]
    [InlineData("s3://bucket/prefix")]
    [InlineData("s3://bucket/prefix?versionId=3")]
    [InlineData("gs://bucket/with%20space")]
    [InlineData("wasbs://c@account.blob.core.windows.net/x")]
    [InlineData("file:///shared/artifacts")]
    [InlineData("file://localhost/shared")]
    [InlineData("/shared/artifacts")]
    [InlineData("my_location")]
    public void A_plain_location_is_taken(string location) => ArtifactUri.ValidateLocation(location);

    [Fact]
    public void A_location_has_at_most_2048_characters()
    {
        ArtifactUri.ValidateLocation("s3://" + new string('a', 2043));

        Assert.Throws<MlflowException>(() => ArtifactUri.ValidateLocation("s3://" + new string('a', 2044)));
    }

    [Theory]
    [InlineData("mlflow-artifacts:/1/r/artifacts", "1/r/artifacts")]
    [InlineData("mlflow-artifacts:1/r", "1/r")]
    [InlineData("mlflow-artifacts://host/1/r", "1/r")]
    [InlineData("mlflow-artifacts://host:5000/1/r", "1/r")]
    [InlineData("mlflow-artifacts:///1/r", "1/r")]
    [InlineData("MLFLOW-ARTIFACTS:/1/r", "1/r")]
    [InlineData("mlflow-artifacts:/1/my%20place", "1/my place")]
    [InlineData("mlflow-artifacts:/1/my%2520place", "1/my%20place")]
    [InlineData("mlflow-artifacts:/1/100%/a%20b", "1/100%/a b")]
    [InlineData("mlflow-artifacts:/1/dog%step%0%3b.png", "1/dog%step%0%3b.png")]
    public void A_served_uri_names_a_place_in_the_store(string uri, string path)
    {
        Assert.True(ArtifactUri.TryResolve(uri, out var resolved));
        Assert.Equal(path, resolved.Value);
    }

    [Theory]
    [InlineData("s3://bucket/x")]
    [InlineData("/etc")]
    [InlineData("file:///etc")]
    [InlineData("")]
    [InlineData("runs:/1/model")]
    [InlineData("mlflow-artifacts://host")]
    [InlineData("mlflow-artifacts:/../x")]
    [InlineData("mlflow-artifacts://ho%2fst/x")]
    [InlineData("mlflow-artifacts:////etc")]
    [InlineData("mlflow-artifacts:/a?../b")]
    public void Any_other_uri_names_no_place_in_the_store(string uri) => Assert.False(ArtifactUri.TryResolve(uri, out _));

    [Fact]
    public void The_artifacts_of_a_run_lie_below_its_experiment()
    {
        Assert.Equal("mlflow-artifacts:/1", ArtifactUri.ForExperiment("1"));
        Assert.Equal("mlflow-artifacts:/1/r/artifacts", ArtifactUri.ForRun("mlflow-artifacts:/1", "r"));
        Assert.Equal("s3://b/p/r/artifacts?k=v", ArtifactUri.ForRun("s3://b/p/?k=v", "r"));
    }

    [Theory]
    [InlineData("a%20b.txt")]
    [InlineData("dog%step%0%3b.png")]
    [InlineData("100%/x:y")]
    public void The_uri_of_an_artifact_leads_back_to_it(string path)
    {
        var uri = ArtifactUri.Append("mlflow-artifacts:/1/r/artifacts", ArtifactPath.Parse(path));

        Assert.True(ArtifactUri.TryResolve(uri, out var resolved));
        Assert.Equal("1/r/artifacts/" + path, resolved.Value);
    }

    [Theory]
    [InlineData("a.txt", "text/plain")]
    [InlineData("dir/d.json", "text/plain")]
    [InlineData("MLmodel", "text/plain")]
    [InlineData("model/MLproject", "text/plain")]
    [InlineData("A.YAML", "text/plain")]
    [InlineData("evil.html", "text/html")]
    [InlineData("plot.png", "image/png")]
    [InlineData("model.onnx", "application/octet-stream")]
    [InlineData("noextension", "application/octet-stream")]
    [InlineData("dir.txt/file", "application/octet-stream")]
    public void The_type_is_told_from_the_name(string name, string type) => Assert.Equal(type, ArtifactMimeType.Of(name));

    [Theory]
    [InlineData(10, 0, 3, 0, 4)]
    [InlineData(10, 8, 20, 8, 2)]
    [InlineData(10, 10, 20, 10, 0)]
    [InlineData(0, 0, 0, 0, 0)]
    public void A_range_names_the_part_of_the_file_it_meets(long total, long first, long last, long offset, long length) =>
        Assert.Equal((offset, length), ArtifactRange.Between(first, last).Within(total));

    [Fact]
    public void Open_and_suffix_ranges_reach_the_end()
    {
        Assert.Equal((4L, 6L), ArtifactRange.From(4).Within(10));
        Assert.Equal((7L, 3L), ArtifactRange.Last(3).Within(10));
        Assert.Equal((0L, 10L), ArtifactRange.Last(30).Within(10));
        Assert.Equal((10L, 0L), ArtifactRange.Last(0).Within(10));
    }
}
