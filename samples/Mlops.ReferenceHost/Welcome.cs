namespace Mlops.ReferenceHost;

/// <summary>Says where everything is.</summary>
internal static class Welcome
{
    public static void Print(WebApplication app, string data)
    {
        var address = app.Urls.First().TrimEnd('/');
        Console.WriteLine($"""

            Mlops serves on {string.Join(", ", app.Urls)}

              MLflow tracking   {address}
              of a project      {address}/mlflow/{"{group/project}"}/tracking/
              STAC catalog      {address}/api/stac
              data              {data}
              project folders   {string.Join(", ", Folders(app.Configuration, app.Environment.ContentRootPath).DefaultIfEmpty("none"))}
              access            {(app.Configuration.GetValue<bool>("Mlops:Access:Users") ? "signed-in users" : "everybody on this machine")}

            Press Ctrl+C to stop.
            """);
    }

    private static IEnumerable<string> Folders(IConfiguration configuration, string root) =>
        configuration.GetSection("Mlops:Catalog:Folders").GetChildren().Select(folder => Path.GetFullPath(folder.Value ?? "", root));
}
