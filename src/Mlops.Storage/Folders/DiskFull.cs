namespace Mlops.Storage.Folders;

/// <summary>Recognises the errors of a disk, quota or file-size limit that is used up.</summary>
internal static class DiskFull
{
    private const int NoSpace = 28;
    public const int FileTooLarge = 27;
    private const int QuotaOfLinux = 122;
    private const int QuotaOfMac = 69;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    public static bool Is(IOException exception) => exception.HResult switch
    {
        NoSpace or FileTooLarge => true,
        QuotaOfLinux => OperatingSystem.IsLinux(),
        QuotaOfMac => OperatingSystem.IsMacOS(),
        WindowsDiskFull or WindowsHandleDiskFull => true,
        _ => false,
    };
}
