namespace Mlops.Hosting.Tests.Registry;

/// <summary>Sources that led servers to files which nobody meant to register, and their kin; <c>RUN</c> stands for a run's id.</summary>
public static class HostileSources
{
    /// <summary>Local files, by every name for them.</summary>
    public static TheoryData<string> Local =>
    [
        "/", "/etc", "/etc/passwd", "//etc/passwd", "file:///etc", "file:/etc/passwd", "FILE:///etc/passwd", "file://localhost/etc", "file://127.0.0.1/etc/passwd",
        "file:etc/passwd", "file:", "file://", "file%3A///etc/passwd", "%66ile:///etc/passwd", "file:///etc/passwd#", "file://a%23/..//tmp/",
        "file://123.456.789.123/etc/passwd", "file://host/share", " file:///etc/passwd", "\tfile:///etc/passwd",
        "etc/passwd", "./model", "../../etc/passwd", "%2E%2E%2Fetc", "%2e%2e%2fetc%2fpasswd", "model/../../x", "~/model",
        @"C:\Windows", "C:/Windows", "c:", @"\\UNC\server\share", @"\\?\C:\Windows", @"\etc\passwd", @"..\..\x", @"file:///C:\Windows", "%5c%5cserver%5cshare",
        "/etc/passwd%00.jpg", "/etc/passwd\u0001",
    ];

    /// <summary>URIs with a scheme whose path means another one to some reader.</summary>
    public static TheoryData<string> Relative =>
    [
        "mlflow-artifacts:/0/RUN/artifacts/../../x", "mlflow-artifacts:/0/RUN/artifacts/..", "mlflow-artifacts:/../../etc/passwd",
        "mlflow-artifacts://host:9000/models/..%2f..%2fartifacts", "mlflow-artifacts://host:9000/models/%252e%252e/x", "mlflow-artifacts://host/../../../../",
        "mlflow-artifacts:/0/%2%0952e%2%0952e/x", "mlflow-artifacts:/0/a%00b", "mlflow-artifacts:/0/a\u0085b", "mlflow-artifacts:/0/a%0d%0ab",
        @"mlflow-artifacts:/0\..\x", "mlflow-artifacts:/0/..%5c..%5cx", "mlflow-artifacts:/0/a;/../b", "mlflow-artifacts:/0/a;..;b", "mlflow-artifacts:/0/a#/../b",
        "mlflow-artifacts:/0/a?/../b", "mlflow-artifacts:/", "mlflow-artifacts:", "mlflow-artifacts://host:5000", "mlflow-artifacts:0/x", "mlflow-artifacts:/0/./x",
        "mlflow-artifacts:/C:/Windows", "mlflow-artifacts:/%c0%ae%c0%ae/x",
        "http://host/api/2.0/mlflow-artifacts/artifacts/../../../../", "https://host/a/%2e%2e/b", "http://host/a%00", "http:///#/../../../etc/", "http://foo/bar?../../../etc",
        "https://host", "http://", "s3://bucket/../other", "s3:/my_bucket/models/path/../../other/path", @"s3://bucket/..\x", "s3://bucket/a/..;x=1/b", "s3://bucket",
        "ftp://host/../../../", "ftp://host/a/../b", "dbfs:/x/a%3f/../../..", "dbfs:/../x", "gs://bucket/a/./b", "hdfs://h/a/%252e%252e%252fb",
        "javascript:alert(1)", "data:text/html,x", "s3%3A//bucket/x",
        "models:/net/../1", "models:/../net/1", "runs:/RUN/../../x", "runs:/RUN/%2e%2e/x", "runs:/RUN/a%00b",
    ];
}
