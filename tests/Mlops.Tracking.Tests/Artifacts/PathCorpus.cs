namespace Mlops.Tracking.Tests.Artifacts;

/// <summary>Paths that led out of their root in other servers, as they arrive after the transport's own decoding.</summary>
public static class PathCorpus
{
    public static TheoryData<string> Hostile =>
    [
        "..", "../", "../..", "../../../../etc/passwd", "a/../b", "a/../../b", "a/..", "tree/../../../x", "./../x",
        "..%2Fx", "..%2fx", "%2E%2E%2Fpath", "%2e%2e/x", "%252e%252e/x", "..%252fx", "%25252e%25252e%25252fx",
        "%2525252525252525252525252e%2525252525252525252525252e/x",
        "/etc/passwd", "/etc/passwd%00.jpg", "%2Fetc%2Fpasswd", "//host/share", "/",
        "%2%0952e%2%0952e/etc/passwd", "%2%0952e./x", "%2\t52e%2\t52e/x", "a\0b", "a\rb", "a\nb", "a\u007fb", "a\u0085b",
        @"..\..\x", @"\..\..\x", @"\\?\C:\x", @"\\UNC\server\share", @"....\\", @"a\b", "..%5cx", "a%255c..%255cb", "%5cx",
        "C:", "C:/x", @"C:\x", "c%3a/x", "a/C:/x", "a/c%3a%2fx",
        "#", "#frag", "file://a%23/..//tmp/",
        "..;/x", "a;/../b", "a/..;p=1/b", "a;..", "a/;../b", "a?../b", "a?x=../b", "a%3f/../../..", "a%3b../x", ".. /x", "%20..%20/x",
        "ftp://host/../../../", "mlflow-artifacts://host:9000/models/..%2f..%2fartifacts", "dbfs:/x/a%3f/../../..",
        "%c0%ae%c0%ae/x", "%e0%80%ae%e0%80%ae/x", "a/%2f..", "a/%2fb", "\ud800",
    ];

    public static TheoryData<string, string> Harmless => new()
    {
        { "", "" },
        { ".", "" },
        { "a.txt", "a.txt" },
        { "./a", "a" },
        { "a//b/", "a/b" },
        { "a/./b", "a/b" },
        { "tree/na me+b.txt", "tree/na me+b.txt" },
        { "na%20me", "na%20me" },
        { "100%", "100%" },
        { "5%x", "5%x" },
        { "a..b/...", "a..b/..." },
        { "..a/b..", "..a/b.." },
        { "модель/衛星.onnx", "модель/衛星.onnx" },
        { "%e8%a1%9b", "%e8%a1%9b" },
        { "x=1&y", "x=1&y" },
        { "a;b", "a;b" },
        { ".hidden", ".hidden" },
        { "~/x", "~/x" },
        { "ab:c", "ab:c" },
        { "x:y/model.txt", "x:y/model.txt" },
        { "a%00b", "a%00b" },
        { "a%2500b", "a%2500b" },
        { "x/%0A", "x/%0A" },
        { "a%2Fb", "a%2Fb" },
        { "a%5cb", "a%5cb" },
        { "a%23b", "a%23b" },
        { "%ff", "%ff" },
        { "a%e2%82", "a%e2%82" },
        { "\ufffd", "\ufffd" },
        { "images/dog%step%0%timestamp%1724855412345%3b1e.png", "images/dog%step%0%timestamp%1724855412345%3b1e.png" },
    };
}
