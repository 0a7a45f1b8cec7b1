using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Mlflow;
using Mlops.Hosting.Mlflow.Artifacts;
using Mlops.Tracking.Access;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Traces;

namespace Mlops.Hosting.Access;

/// <summary>What a request names: what its route acts on, and what it only reads on the way.</summary>
internal sealed record RequestedResources(NamedResources Changed, NamedResources Read)
{
    private const string ArtifactRoute = "2.0/mlflow-artifacts/";

    /// <summary>
    /// Collects from the path, the query, the headers and the body whatever is named, each in every place it may stand in, so that no
    /// reading of the request can name something else.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="route">Its route.</param>
    /// <param name="mayBeEmpty">Whether the route leaves out by itself what its caller may not read, so that it may name nothing.</param>
    /// <returns>Null for a request that names nothing, or something that can't be found: it is about the whole workspace.</returns>
    public static async ValueTask<RequestedResources?> FindAsync(HttpContext context, string route, bool mayBeEmpty)
    {
        var names = new ResourceNames(route);
        foreach (var (key, value) in context.Request.RouteValues)
        {
            names.Add(key, value as string);
        }

        foreach (var (key, values) in context.Request.Query)
        {
            foreach (var value in values)
            {
                names.Add(key.ToLowerInvariant(), value);
            }
        }

        foreach (var value in context.Request.Headers["X-MLflow-Experiment-Id"])
        {
            names.Add("experiment_id", value);
        }

        using var body = await ReadBodyAsync(context, route);
        if (body is not null)
        {
            names.Add(body.Message.Root);
        }

        if (route.StartsWith(ArtifactRoute, StringComparison.Ordinal))
        {
            names.AddArtifact(route == ArtifactRoute + "artifacts" ? ListedPath(context, body) : context.Request.RouteValues[RequestedArtifact.RouteValue] as string);
        }

        if (route == "2.0/mlflow/runs/create")
        {
            names.AddDefaultExperiment();
        }

        return names.Build(mayBeEmpty);
    }

    /// <summary>What an input of a GraphQL query names.</summary>
    /// <returns>Null for one that names nothing, or something that can't be found.</returns>
    public static RequestedResources? Of(JsonElement input)
    {
        var names = new ResourceNames("graphql");
        names.Add(input);
        return names.Build();
    }

    /// <summary>The experiment that a place in the artifact store belongs to.</summary>
    /// <returns>Null where it belongs to none.</returns>
    public static RequestedResources? Of(ArtifactPath place)
    {
        var names = new ResourceNames("");
        names.AddArtifact(place.ToString());
        return names.Build();
    }

    /// <summary>The traces that spans are written to, as far as they exist.</summary>
    /// <returns>Null for too many to be looked up.</returns>
    public static RequestedResources? Of(IEnumerable<Span> spans)
    {
        string[] traceIds = [.. spans.Select(static span => span.TraceId).Distinct(StringComparer.Ordinal).Take(ResourceNames.MaxNames + 1)];
        return traceIds.Length > ResourceNames.MaxNames ? null : new RequestedResources(new NamedResources { StartedTraceIds = traceIds }, new NamedResources());
    }

    /// <summary>Reads a message ahead of its route, which then reads it again; files and exports, which their routes ask about themselves, are left alone.</summary>
    private static async ValueTask<MlflowRequestBody?> ReadBodyAsync(HttpContext context, string route)
    {
        var request = context.Request;
        var isFile = (route.StartsWith(ArtifactRoute + "artifacts/", StringComparison.Ordinal) && !HttpMethods.IsGet(request.Method))
            || route.StartsWith(ArtifactRoute + "mpu/part/", StringComparison.Ordinal)
            || route is "2.0/mlflow/upload-artifact" or "v1/traces";
        var isMessage = request.HasJsonContentType() || !(HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method));
        if (isFile || !isMessage)
        {
            return null;
        }

        var (rented, length) = await MlflowRequestBody.ReadBytesAsync(context);
        request.Body = new MemoryStream(rented.AsSpan(0, length).ToArray(), writable: false);
        return MlflowRequestBody.Parse(rented, length);
    }

    /// <summary>The directory that a listing asks for, read as its route reads it. Files belong to the experiment whose id leads their path.</summary>
    private static string? ListedPath(HttpContext context, MlflowRequestBody? body) => context.Request.Query.Count > 0
        ? context.Request.Query["path"].FirstOrDefault()
        : body?.Message.String("path");
}
