using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Mlops.Onnx.Files;

/// <summary>statx(2): the one call whose structure is the same on every architecture and C library.</summary>
[SupportedOSPlatform("linux")]
internal static partial class LinuxFileFacts
{
    private const int CurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicFields = 0x7FF;
    private const int NoEntry = 2;
    private const int NotADirectory = 20;

    /// <summary>The facts, or null where the kernel or a sandbox does not offer the call.</summary>
    public static FileFacts? TryRead(string path)
    {
        try
        {
            if (Statx(CurrentDirectory, path, DoNotFollow, BasicFields, out var entry) != 0)
            {
                return Marshal.GetLastPInvokeError() is NoEntry or NotADirectory ? default(FileFacts) : null;
            }

            var kind = (entry.Mode & 0xF000) switch
            {
                0x8000 => FileKind.Regular,
                0x4000 => FileKind.Directory,
                0xA000 => FileKind.Link,
                _ => FileKind.Special,
            };
            var modified = unchecked((entry.ModifiedSeconds * 1_000_000_000) + entry.ModifiedNanoseconds);
            return new FileFacts(kind, (long)entry.Size, entry.Links, entry.Inode, modified);
        }
        catch (EntryPointNotFoundException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out Entry entry);

    /// <summary>struct statx; only the members read here.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Entry
    {
        [FieldOffset(16)]
        public uint Links;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;
    }
}
