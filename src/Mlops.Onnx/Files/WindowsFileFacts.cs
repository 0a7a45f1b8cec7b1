using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace Mlops.Onnx.Files;

/// <summary>Adds what only an open handle tells on Windows: the number of a file's names and its index.</summary>
[SupportedOSPlatform("windows")]
internal static partial class WindowsFileFacts
{
    public static FileFacts Complete(string path, FileFacts facts)
    {
        if (facts.Kind != FileKind.Regular)
        {
            return facts;
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return GetFileInformationByHandle(file, out var information)
            ? facts with { Links = information.Links, Id = ((ulong)information.IndexHigh << 32) | information.IndexLow }
            : facts;
    }

    [LibraryImport("kernel32.dll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandle(SafeFileHandle file, out Information information);

    /// <summary>BY_HANDLE_FILE_INFORMATION; only the members read here.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 52)]
    private struct Information
    {
        [FieldOffset(40)]
        public uint Links;

        [FieldOffset(44)]
        public uint IndexHigh;

        [FieldOffset(48)]
        public uint IndexLow;
    }
}
