using Mlops.Hosting.Download;
using Mlops.Hosting.Mlflow;
using Mlops.Hosting.Stac;
using Mlops.ReferenceHost;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:5000");
var data = Path.GetFullPath(builder.Configuration["Mlops:DataDirectory"] ?? "data");

// Experiments, runs and models: one SQLite file, or PostgreSQL where its address is configured, and one folder of artifacts.
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

// Projects below the folders of Mlops:Catalog:Folders become STAC items.
builder.Services.AddMlopsCatalog();

var app = builder.Build();
app.MapMlflowApi();
app.MapStacApi();
app.MapProjectDownloads();
app.Lifetime.ApplicationStarted.Register(() => Welcome.Print(app, data));
app.Run();
