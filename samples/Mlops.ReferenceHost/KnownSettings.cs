using Mlops.Catalog;
using Mlops.Catalog.Sources;
using Mlops.Hosting.Access;
using Mlops.Hosting.Access.Users;
using Mlops.Hosting.Mlflow.Server;
using Mlops.Hosting.Mlflow.Ui;
using Mlops.Hosting.Routing;
using Mlops.Onnx;
using Mlops.Storage.Folders;
using Mlops.Storage.PostgreSql;
using Mlops.Storage.Sqlite;
using Mlops.Tracking.Webhooks;

namespace Mlops.ReferenceHost;

/// <summary>The settings below <c>Mlops</c> that this host knows: those of the libraries' options, and two of its own.</summary>
internal static class KnownSettings
{
    /// <summary>The options that each section fills.</summary>
    public static ILookup<string, Type> Sections { get; } = new (string Section, Type Options)[]
    {
        ("", typeof(OwnOptions)), ("", typeof(HostCheckOptions)), ("", typeof(ProxyOptions)),
        ("Access", typeof(OwnAccessOptions)), ("Access", typeof(UserOptions)),
        ("Catalog", typeof(CatalogOptions)), ("Catalog", typeof(FolderSourceOptions)),
        ("Cors", typeof(CrossOriginOptions)), ("Folder", typeof(FolderArtifactStoreOptions)),
        ("Mlflow", typeof(MlflowRouteOptions)), ("Mlflow", typeof(MlflowUiOptions)),
        ("Onnx", typeof(OnnxOptions)), ("PostgreSql", typeof(PostgreSqlStorageOptions)),
        ("Sqlite", typeof(SqliteStorageOptions)), ("Webhooks", typeof(WebhookOptions)),
    }.ToLookup(static pair => pair.Section, static pair => pair.Options, StringComparer.OrdinalIgnoreCase);

    /// <summary>All keys, such as <c>Mlops:Catalog:Folders</c>.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        .. from section in Sections
           from options in section
           from property in options.GetProperties()
           where property.SetMethod is { IsPublic: true } || (property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IList<>))
           select section.Key.Length == 0 ? $"Mlops:{property.Name}" : $"Mlops:{section.Key}:{property.Name}",
    ];

    internal sealed class OwnOptions
    {
        public string DataDirectory { get; set; } = "data";
    }

    internal sealed class OwnAccessOptions
    {
        public bool Users { get; set; }
    }
}
