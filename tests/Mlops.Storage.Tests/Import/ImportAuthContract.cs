using Mlops.Import.Mlflow;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tests.PostgreSql;
using Mlops.Tracking.Access;

namespace Mlops.Storage.Tests.Import;

/// <summary>Users, permissions and roles, which MLflow keeps in a database of their own.</summary>
public abstract class ImportAuthContract(Func<TrackingStores> create) : ImportContract(create)
{
    private IUserStore Users => Stores.Get<IUserStore>();

    private IPermissionStore Permissions => Stores.Get<IPermissionStore>();

    private IRoleStore Roles => Stores.Get<IRoleStore>();

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task Users_and_what_they_may_do_come_along(string engine)
    {
        var auth = AuthDatabase.Create(Folder.FullName);
        if (engine == "PostgreSQL")
        {
            var server = await (await PostgreSqlServer.SharedAsync()).CreateBareDatabaseAsync();
            await PostgreSqlSource.FillAsync(server, auth, Stop);
            var address = new Npgsql.NpgsqlConnectionStringBuilder(server);
            auth = $"postgresql://{address.Username}:{Uri.EscapeDataString(address.Password ?? "unused")}@{address.Host}:{address.Port}/{address.Database}";
        }

        for (var again = 0; again < 2; again++)
        {
            var tables = (await ImportAuthAsync(auth)).ToDictionary(table => table.Name);
            Assert.All(tables.Values, table => Assert.True(table.IsComplete, table.ToString()));
            Assert.Equal(
                [("users", 3L, 1L), ("experiment_permissions", 2, 4), ("registered_model_permissions", 1, 1), ("scorer_permissions", 1, 1), ("workspace_permissions", 2, 0), ("roles", 2, 0), ("role_permissions", 3, 2), ("user_role_assignments", 2, 1)],
                tables.Values.Select(table => (table.Name, table.Imported, table.Skipped)));
            Assert.Contains("1 of the users have a password hash in a form that is not known", tables["users"].Note, StringComparison.Ordinal);
        }

        var (admin, ada, bob) = (await Users.FindAsync("admin", Stop), (await Users.FindAsync("ada", Stop))!.User, (await Users.FindAsync("bob", Stop))!.User);
        Assert.Equal((true, AuthDatabase.Hash), (admin!.User.IsAdmin, admin.PasswordHash));
        Assert.False(ada.IsAdmin);
        Assert.Equal([("1", Permission.Edit)], (await Permissions.ListAsync(ResourceKind.Experiment, ada.Id, Stop)).Select(given => (given.Resource, given.Permission)));
        Assert.Equal([("0", Permission.Read)], (await Permissions.ListAsync(ResourceKind.Experiment, bob.Id, Stop)).Select(given => (given.Resource, given.Permission)));
        Assert.Equal([("net", Permission.Manage)], (await Permissions.ListAsync(ResourceKind.RegisteredModel, ada.Id, Stop)).Select(given => (given.Resource, given.Permission)));
        Assert.Equal([("1/graded", Permission.None)], (await Permissions.ListAsync(ResourceKind.Scorer, ada.Id, Stop)).Select(given => (given.Resource, given.Permission)));
        var caller = await Permissions.GetCallerAsync(ada.Id, Stop);
        Assert.Equal([("", Permission.Use)], caller!.Workspaces.Select(given => (given.Key, given.Value)));
        Assert.Equal(new PermissionRange(Permission.Edit, Permission.Edit), caller.Experiments[""]);
        Assert.Equal(Permission.Read, caller.Roles[""].Single);
        var role = Assert.Single(await Roles.ListOfUserAsync(bob.Id, Stop));
        Assert.Equal(("team", "readers", "of the team"), (role.Workspace, role.Name, role.Description));
        Assert.Equal([("scorer", "0/graded", Permission.Edit)], role.Permissions.Select(given => (given.ResourceType, given.ResourcePattern, given.Permission)));
    }

    [Fact]
    public async Task A_user_of_the_same_name_is_kept_and_told_of()
    {
        await Users.CreateAsync("ada", "our hash", isAdmin: false, Stop);
        var users = (await ImportAuthAsync(AuthDatabase.Create(Folder.FullName)))[0];
        Assert.True(users.IsComplete, users.ToString());
        Assert.Contains("1 of the users were there already", users.Note, StringComparison.Ordinal);
        Assert.Equal("our hash", (await Users.FindAsync("ada", Stop))!.PasswordHash);
    }

    [Fact]
    public async Task Tables_and_columns_that_an_older_version_lacks_are_left_out()
    {
        var tables = await ImportAuthAsync(AuthDatabase.Create(Folder.FullName, isOld: true));
        Assert.Equal(["users", "experiment_permissions", "registered_model_permissions"], tables.Select(table => table.Name));
        Assert.All(tables, table => Assert.True(table.IsComplete, table.ToString()));
        Assert.Equal(1, tables[2].Imported);
    }

    [Fact]
    public async Task Where_all_goes_into_one_workspace_nothing_opens_more_than_it_did()
    {
        var tables = (await ImportAuthAsync(AuthDatabase.Create(Folder.FullName), new ImportOptions { Workspace = "group/project" })).ToDictionary(table => table.Name);
        Assert.All(tables.Values, table => Assert.True(table.IsComplete, table.ToString()));
        Assert.Equal((1, 1), (tables["workspace_permissions"].Imported, tables["workspace_permissions"].Skipped));
        Assert.Equal((1, 1), (tables["roles"].Imported, tables["roles"].Skipped));
        var bob = (await Users.FindAsync("bob", Stop))!.User;
        Assert.Empty((await Permissions.GetCallerAsync(bob.Id, Stop))!.Workspaces);

        // Experiment 0 has another number here.
        var given = Assert.Single(await Permissions.ListAsync(ResourceKind.Experiment, bob.Id, Stop));
        Assert.Equal("group/project", given.Workspace);
        Assert.NotEqual("0", given.Resource);
        Assert.Equal(given.Resource, Assert.Single(await Roles.ListAsync("group/project", Stop)).Permissions.Single(permission => permission.ResourceType == "experiment").ResourcePattern);
    }

    private async Task<IReadOnlyList<ImportedTable>> ImportAuthAsync(string auth, ImportOptions? options = null)
    {
        var main = Path.Combine(Folder.FullName, "mlflow.db");
        if (!File.Exists(main))
        {
            MlflowDatabase.Create(Folder.FullName, more: "INSERT INTO scorers (experiment_id, scorer_name, scorer_id) VALUES (1, 'graded', 'graded-id')");
        }

        await ImportAsync(main, options);
        await using var source = await SourceDatabase.OpenAuthAsync(auth);
        await using var of = await SourceDatabase.OpenAsync(main);
        return await new AuthImport(Stores.Database, TimeProvider.System).RunAsync(source, of, options ?? new ImportOptions(), Stop);
    }
}
