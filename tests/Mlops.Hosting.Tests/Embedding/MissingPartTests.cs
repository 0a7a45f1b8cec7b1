using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Mlops.Storage.Folders;
using Mlops.Storage.Sqlite;

namespace Mlops.Hosting.Tests.Embedding;

/// <summary>
/// Whoever forgets a part is told the call to add; settings come from the configuration, and relative paths count from the application.
/// </summary>
public sealed class MissingPartTests
{
    [Fact]
    public void Routes_without_their_services_name_the_call()
    {
        Refuses(static _ => { }, static app => app.MapMlflowApi(), "AddMlopsTracking()");
        Refuses(static services => services.AddMlopsTracking(), static app => app.MapMlflowApi(), "UseSqlite(…) or .UsePostgreSql(…)");
        Refuses(static services => services.AddMlopsTracking().UseSqlite(), static app => app.MapMlflowApi(), "UseFolder(…)");
        Refuses(static services => services.AddMlopsTracking().UseSqlite().UseFolder(), static app => app.MapStacApi(), "AddMlopsCatalog()");
        Refuses(static services => services.AddMlopsTracking().UseSqlite().UseFolder(), static app => app.MapProjectDownloads(), "AddMlopsCatalog()");
        Refuses(static services => services.AddMlopsCatalog(), static app => app.MapStacApi(), "UseSqlite(…) or .UsePostgreSql(…)");
    }

    [Fact]
    public void Settings_come_from_a_section_that_can_be_chosen()
    {
        foreach (var (section, chosen) in ((string, string?)[])[("Mlops", null), ("Platform:Models", "Platform:Models")])
        {
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
            builder.Configuration.AddInMemoryCollection(
                [new($"{section}:Sqlite:Path", "data/mlops.db"), new($"{section}:Sqlite:Readers", "3"), new($"{section}:Folder:Root", "data/artifacts"), new($"{section}:Folder:MaxArtifactBytes", "1000")]);
            builder.Services.AddMlopsTracking(chosen).UseSqlite().UseFolder();
            using var app = builder.Build();
            var database = app.Services.GetRequiredService<IOptions<SqliteStorageOptions>>().Value;
            var folder = app.Services.GetRequiredService<IOptions<FolderArtifactStoreOptions>>().Value;
            Assert.Equal((Path.GetFullPath("data/mlops.db", Path.GetTempPath()), 3), (database.Path, database.Readers));
            Assert.Equal((Path.GetFullPath("data/artifacts", Path.GetTempPath()), 1000), (folder.Root, folder.MaxArtifactBytes));
        }
    }

    private static void Refuses(Action<IServiceCollection> add, Action<WebApplication> map, string call)
    {
        var builder = WebApplication.CreateSlimBuilder();
        add(builder.Services);
        using var app = builder.Build();
        Assert.Contains(call, Assert.Throws<InvalidOperationException>(() => map(app)).Message, StringComparison.Ordinal);
    }
}
