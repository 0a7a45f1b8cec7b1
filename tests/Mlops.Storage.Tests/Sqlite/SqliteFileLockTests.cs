using System.Globalization;
using Mlops.Storage.Sqlite;

namespace Mlops.Storage.Tests.Sqlite;

/// <summary>A second host on one SQLite file is told so.</summary>
public sealed class SqliteFileLockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-lock-");

    private string Database => Path.Combine(_folder.FullName, "mlops.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_second_holder_is_refused_and_learns_whose_the_file_is()
    {
        using var held = SqliteFileLock.Take(Database);
        var refusal = Assert.Throws<DatabaseInUseException>(() => SqliteFileLock.Take(Database));
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Database, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_holder_left_behind_holds_nobody_up()
    {
        SqliteFileLock.Take(Database).Dispose();
        Assert.True(File.Exists(Database + ".lock"));
        using var again = SqliteFileLock.Take(Database);
    }
}
