using Mlops.Hosting.Mlflow.Server;
using Mlops.ReferenceHost;

if (HostCommandLine.Answer(args) is { } answered)
{
    return answered;
}

return await HostStart.RunAsync(args, static builder =>
{
    // Experiments, runs and models: one SQLite file, or PostgreSQL where its address is configured, and one folder of artifacts.
    var data = Path.GetFullPath(builder.Configuration["Mlops:DataDirectory"] ?? "data", builder.Environment.ContentRootPath);
    var mlops = builder.Services.AddMlopsTracking().UseFolder(options => options.Root = Path.Combine(data, "artifacts"));
    _ = string.IsNullOrEmpty(builder.Configuration["Mlops:PostgreSql:ConnectionString"])
        ? mlops.UseSqlite(options => options.Path = Path.Combine(data, "mlops.db"))
        : mlops.UsePostgreSql();

    // Users with passwords and tokens instead of everybody on this machine.
    if (builder.Configuration.GetValue<bool>("Mlops:Access:Users"))
    {
        mlops.UseUsers();
    }

    // Registered ONNX models are inspected and validated.
    builder.Services.AddMlopsOnnx();

    // Projects below the folders of Mlops:Catalog:Folders become STAC items; those in git repositories tell when they were committed.
    builder.Services.AddMlopsCatalog();
    builder.Services.AddMlopsGit();

    // This host has no page of its own at its root.
    builder.Services.Configure<MlflowRouteOptions>(static options => options.StartPage = true);
    return app =>
    {
        app.MapMlflowApi();
        app.MapStacApi();
        app.MapProjectDownloads();
        app.Lifetime.ApplicationStarted.Register(() => Welcome.Print(app, data));
    };
});
