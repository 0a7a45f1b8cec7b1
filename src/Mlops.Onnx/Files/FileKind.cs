namespace Mlops.Onnx.Files;

/// <summary>What a directory entry is, links not followed.</summary>
internal enum FileKind
{
    Missing,
    Regular,
    Directory,
    Link,

    /// <summary>A device, pipe or socket.</summary>
    Special,
}
