using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Mlops.Catalog;

namespace Mlops.Hosting.Stac;

/// <summary>
/// The API's description: the OpenAPI document <c>openapi.json</c> with this host's address in it, and a page made of it.
/// </summary>
internal static class ApiDescription
{
    private static readonly byte[] Document = Load();

    public static Task RespondAsync(StacCall call) =>
        call.RespondAsync(Encoding.UTF8.GetBytes(Describe(call).ToJsonString()), MediaType.OpenApi);

    public static Task RespondPageAsync(StacCall call)
    {
        call.Context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return call.RespondAsync(Encoding.UTF8.GetBytes(Page(call, Describe(call))), MediaType.Html + "; charset=utf-8");
    }

    private static JsonNode Describe(StacCall call)
    {
        var document = JsonNode.Parse(Document)!;
        document["info"]!["title"] = call.Options.Title;
        document["servers"]![0]!["url"] = call.Absolute(CatalogPaths.Stac);
        return document;
    }

    private static string Page(StacCall call, JsonNode document)
    {
        var page = new StringBuilder()
            .Append("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
            .Append(Text(document["info"]!["title"])).Append("</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}")
            .Append("code{background:#8882;padding:.1em .3em;border-radius:.2em}dt{margin-top:.5rem}</style></head><body><h1>").Append(Text(document["info"]!["title"]))
            .Append("</h1><p>").Append(Text(document["info"]!["description"])).Append("</p><p>The same for programs: <a href=\"")
            .Append(WebUtility.HtmlEncode(call.Absolute($"{CatalogPaths.Stac}/api"))).Append("\">OpenAPI 3.0</a></p>");
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                page.Append("<h2><code>").Append(method.ToUpperInvariant()).Append(' ').Append(WebUtility.HtmlEncode(path)).Append("</code></h2><p>")
                    .Append(Text(operation!["summary"])).Append(". ").Append(Text(operation["description"])).Append("</p>");
                AppendParameters(page, document, operation["parameters"]?.AsArray() ?? []);
            }
        }

        return page.Append("</body></html>").ToString();
    }

    private static void AppendParameters(StringBuilder page, JsonNode document, JsonArray references)
    {
        page.Append("<dl>");
        foreach (var reference in references)
        {
            var name = reference!["$ref"]!.GetValue<string>().Split('/')[^1];
            page.Append("<dt><code>").Append(WebUtility.HtmlEncode(name)).Append("</code></dt><dd>")
                .Append(Text(document["components"]!["parameters"]![name]!["description"])).Append("</dd>");
        }

        page.Append("</dl>");
    }

    private static string Text(JsonNode? node) => WebUtility.HtmlEncode(node?.GetValue<string>() ?? "");

    private static byte[] Load()
    {
        using var stream = typeof(ApiDescription).Assembly.GetManifestResourceStream("stac-openapi.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
