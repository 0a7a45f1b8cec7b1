using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Mlflow;
using Mlops.Tracking.Access;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Traces;

namespace Mlops.Hosting.Access;

/// <summary>What a request names: what its route acts on, and what it only reads on the way.</summary>
internal sealed record RequestedResources(NamedResources Changed, NamedResources Read)
{
    /// <summary>What a request names by the fields that its route declares, read from the message that the handler gets.</summary>
    /// <param name="subject">What the route is about.</param>
    /// <param name="context">The request.</param>
    /// <returns>Null for a request that is about the whole workspace.</returns>
    public static async ValueTask<RequestedResources?> FindAsync(RouteSubject subject, HttpContext context) =>
        Find(subject, context, subject.ReadsMessage ? (await MlflowRequestBody.ReadAsync(context)).Message : MlflowMessage.FromQuery(context.Request.Query));

    /// <summary>What a message names.</summary>
    /// <param name="subject">What it is about.</param>
    /// <param name="message">The message, as the handler gets it.</param>
    /// <returns>Null for one that is about the whole workspace.</returns>
    public static RequestedResources? Find(RouteSubject subject, MlflowMessage message) => Find(subject, null, message);

    /// <summary>The experiment that a place in the artifact store belongs to.</summary>
    /// <returns>Null where it belongs to none.</returns>
    public static RequestedResources? Of(ArtifactPath place)
    {
        var names = new ResourceNames();
        names.Add(place);
        return names.Build();
    }

    /// <summary>The traces that spans are written to, as far as they exist.</summary>
    /// <returns>Null for too many to be looked up.</returns>
    public static RequestedResources? Of(IEnumerable<Span> spans)
    {
        string[] traceIds = [.. spans.Select(static span => span.TraceId).Distinct(StringComparer.Ordinal).Take(ResourceNames.MaxNames + 1)];
        return traceIds.Length > ResourceNames.MaxNames ? null : new RequestedResources(new NamedResources { StartedTraceIds = traceIds }, new NamedResources());
    }

    private static RequestedResources? Find(RouteSubject subject, HttpContext? context, MlflowMessage message)
    {
        var names = new ResourceNames();
        for (var i = 0; i < subject.Fields.Count; i++)
        {
            if (!subject.Fields[i].AddTo(names, context, message) && i == 0 && subject.Kind == SubjectKind.Named)
            {
                return null;
            }
        }

        return names.Build();
    }
}
