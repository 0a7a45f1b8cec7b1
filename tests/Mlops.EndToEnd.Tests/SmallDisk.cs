using System.Diagnostics;
using System.Globalization;

namespace Mlops.EndToEnd.Tests;

/// <summary>
/// A place for data that can be made to run full and to have room again: a file system in memory where this process may mount
/// one, else a bound on the size of the host's files.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Megabytes = 8;
    private readonly TempDirectory _mountPoint = new();

    public SmallDisk() => IsMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "tmpfs", _mountPoint.Path);

    public string Path => _mountPoint.Path;

    /// <summary>A command that the host is started by: it lets a write beyond the bound fail instead of ending the process.</summary>
    public IReadOnlyList<string> Launcher => CanBound ? ["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"] : [];

    /// <summary>Whether the disk can run full on this machine at all.</summary>
    public bool CanRunFull => IsMounted || CanBound;

    private bool IsMounted { get; }

    private bool CanBound => OperatingSystem.IsLinux() && !IsMounted && Run("prlimit", "--version");

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Leaves room for a few more kilobytes.</summary>
    public void Fill(HostProcess host)
    {
        if (!IsMounted)
        {
            var largest = Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Max(file => new FileInfo(file).Length);
            Assert.True(!CanBound || Bound(host, (largest + (64 << 10)).ToString(CultureInfo.InvariantCulture)));
            return;
        }

        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        try
        {
            for (var block = new byte[16 << 10]; ;)
            {
                ballast.Write(block);
            }
        }
        catch (IOException)
        {
            ballast.SetLength(Math.Max(0, ballast.Length - (64 << 10)));
        }
    }

    /// <summary>Makes room again.</summary>
    public void Free(HostProcess host)
    {
        if (IsMounted)
        {
            File.Delete(Ballast);
        }
        else if (CanBound)
        {
            Assert.True(Bound(host, "unlimited"));
        }
    }

    public void Dispose()
    {
        if (IsMounted)
        {
            Run("umount", "-l", Path);
        }

        _mountPoint.Dispose();
    }

    private static bool Bound(HostProcess host, string bytes) =>
        Run("prlimit", "--pid", host.Process.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={bytes}:");

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
