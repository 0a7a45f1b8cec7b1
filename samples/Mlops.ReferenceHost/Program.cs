using Mlops.Hosting.Mlflow;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["urls"] ?? "http://127.0.0.1:5000");
var data = Path.GetFullPath(builder.Configuration["Mlops:DataDirectory"] ?? "data");

builder.Services.AddMlopsTracking()
    .UseSqlite(options => options.Path = Path.Combine(data, "mlops.db"))
    .UseFolder(options => options.Root = Path.Combine(data, "artifacts"));

var app = builder.Build();
app.MapMlflowApi();
app.Run();
