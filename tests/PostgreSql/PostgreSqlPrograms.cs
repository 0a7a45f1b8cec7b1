using System.Diagnostics;

namespace Mlops.Tests.PostgreSql;

/// <summary>PostgreSQL's programs on this machine, and the user who may run them: they refuse root.</summary>
internal sealed record PostgreSqlPrograms(string Folder, string? User, string? Missing)
{
    // Orders come line by line. When they end, whoever gave them is gone.
    private const string Keeper = """
        folder=$1; shift
        start() { "$@" >>"$folder/log" 2>&1 </dev/null & server=$!; }
        start "$@"
        while read order; do
          case $order in
            stop) kill -INT $server; wait $server ;;
            start) start "$@" ;;
          esac
          echo done
        done
        kill -QUIT $server
        wait $server
        rm -rf "$folder"
        """;

    public static PostgreSqlPrograms Find()
    {
        var folder = (Environment.GetEnvironmentVariable("MLOPS_POSTGRESQL_BIN") is { Length: > 0 } given ? [given] : Candidates())
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
        if (folder is null)
        {
            return new("", null, "PostgreSQL is not installed here: initdb is neither on the PATH nor in /usr/lib/postgresql/*/bin.");
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return new(folder, null, null);
        }

        var user = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).FirstOrDefault(name => name is "postgres" or "nobody");
        return new(folder, user, user is null ? "PostgreSQL refuses to run as root, and there is no user 'postgres' or 'nobody'." : null);
    }

    public async Task InitializeAsync(string folder)
    {
        if (User is not null)
        {
            await RunAsync("chown", [User, folder]);
        }

        await RunAsync(As(Path.Combine(Folder, "initdb"), "-D", $"{folder}/data", "-U", "postgres", "-A", "trust", "-N", "--locale=C", "-E", "UTF8"));
    }

    /// <summary>Starts the server below a process that ends it, and removes the folder, as soon as this process is gone.</summary>
    public Process Keep(string folder, int port, string[] settings)
    {
        string[] all =
        [
            $"port={port}", $"unix_socket_directories={folder}", "listen_addresses=127.0.0.1", "max_connections=300", "fsync=off", "full_page_writes=off", .. settings,
        ];
        string[] server = As(Path.Combine(Folder, "postgres"), ["-D", $"{folder}/data", .. all.SelectMany(setting => new[] { "-c", setting })]);
        return Start("/bin/sh", ["-c", Keeper, "keeper", folder, .. server]);
    }

    private static IEnumerable<string> Candidates()
    {
        var versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(versions.OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0).Select(folder => Path.Combine(folder, "bin")));
    }

    private string[] As(string program, params string[] arguments) =>
        User is null ? [program, .. arguments] : ["setpriv", $"--reuid={User}", $"--regid={User switch { "nobody" => "nogroup", var name => name }}", "--clear-groups", program, .. arguments];

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static Task RunAsync(string[] command) => RunAsync(command[0], command[1..]);

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} failed: {await output} {await errors}");
    }
}
