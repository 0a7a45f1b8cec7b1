using Microsoft.AspNetCore.Http;
using Mlops.Hosting.Mlflow;
using Mlops.Tracking.Access;

namespace Mlops.Hosting.Access;

/// <summary>A field of a request that names something with a permission, at the place where the handler reads it.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Fields">The names of the field; where there are several, the handler takes the first that holds something.</param>
internal sealed record ResourceField(NamedKind Kind, params IReadOnlyList<string> Fields)
{
    /// <summary>Where the field stands.</summary>
    public FieldPlace Place { get; init; }

    /// <summary>Whether it holds a list.</summary>
    public bool IsList { get; init; }

    /// <summary>Whether what it names is only read, whatever the route does to the rest.</summary>
    public bool IsRead { get; init; }

    /// <summary>What a request without it means.</summary>
    public string? Default { get; init; }

    /// <summary>The messages that lead to it; one that ends in <c>[]</c> is a list of messages.</summary>
    public IReadOnlyList<string> Below { get; init; } = [];

    /// <summary>The same field as part of the route's pattern.</summary>
    public ResourceField InRoute() => this with { Place = FieldPlace.Route };

    /// <summary>The same field as a header.</summary>
    public ResourceField InHeader() => this with { Place = FieldPlace.Header };

    /// <summary>The same field, of which the route reads only.</summary>
    public ResourceField OnlyRead() => this with { IsRead = true };

    /// <summary>The same field in messages below the request's; one that ends in <c>[]</c> is a list.</summary>
    public ResourceField In(params IReadOnlyList<string> messages) => this with { Below = messages };

    /// <summary>The same field, with what a request means that leaves it out.</summary>
    public ResourceField Or(string value) => this with { Default = value };

    /// <summary>A route about this and what another field names.</summary>
    public RouteSubject And(ResourceField field) => ((RouteSubject)this).And(field);

    /// <summary>Adds what a request names by this field.</summary>
    /// <param name="names">Takes the names.</param>
    /// <param name="context">The request; null where there is a message only.</param>
    /// <param name="message">Its message.</param>
    /// <returns>Whether it names anything.</returns>
    public bool AddTo(ResourceNames names, HttpContext? context, MlflowMessage message)
    {
        var isNamed = false;
        foreach (var holder in Holders(message, 0))
        {
            isNamed |= Kind == NamedKind.Scorer ? AddScorer(names, holder) : AddValues(names, context, holder);
        }

        if (!isNamed && Default is not null)
        {
            names.Add(Kind, Default, IsRead);
            isNamed = true;
        }

        return isNamed;
    }

    private bool AddValues(ResourceNames names, HttpContext? context, MlflowMessage holder)
    {
        var isNamed = false;
        foreach (var field in Fields)
        {
            foreach (var value in Values(context, holder, field))
            {
                // The root of the artifact store has an empty path, and belongs to no experiment.
                if (value.Length > 0 || Kind == NamedKind.Artifact)
                {
                    names.Add(Kind, value, IsRead);
                    isNamed = true;
                }
            }
        }

        return isNamed;
    }

    private bool AddScorer(ResourceNames names, MlflowMessage holder)
    {
        if (holder.String(Fields[0]) is not { Length: > 0 } experiment || holder.String(Fields[1]) is not { Length: > 0 } name)
        {
            return false;
        }

        names.Add(new NamedScorer(experiment, name));
        return true;
    }

    private IReadOnlyList<string> Values(HttpContext? context, MlflowMessage holder, string field) => Place switch
    {
        FieldPlace.Route => [context?.Request.RouteValues[field] as string ?? ""],
        FieldPlace.Header => [context?.Request.Headers[field].ToString() ?? ""],
        _ when IsList => holder.Strings(field),
        _ => [holder.String(field) ?? ""],
    };

    private IEnumerable<MlflowMessage> Holders(MlflowMessage message, int step)
    {
        if (step == Below.Count)
        {
            return [message];
        }

        var name = Below[step];
        return name.EndsWith("[]", StringComparison.Ordinal)
            ? message.List(name[..^2], static item => item).SelectMany(item => Holders(item, step + 1))
            : message.Message(name) is { } inner ? Holders(inner, step + 1) : [];
    }
}

/// <summary>Where a field of a request stands.</summary>
internal enum FieldPlace
{
    /// <summary>In the message, or in the query of a route that reads no message.</summary>
    Message = 0,

    /// <summary>In the route's pattern.</summary>
    Route = 1,

    /// <summary>In a header.</summary>
    Header = 2,
}

/// <summary>What a field names.</summary>
internal enum NamedKind
{
    Experiment = 0,
    ExperimentName,
    Run,
    LoggedModel,
    RegisteredModel,
    Scorer,
    ScorerId,
    Issue,
    Dataset,
    Trace,

    /// <summary>A trace that the request itself may start.</summary>
    StartedTrace,

    /// <summary>A path in the artifact store.</summary>
    Artifact,

    /// <summary>A URI below which artifacts are to be kept.</summary>
    ArtifactLocation,

    /// <summary>A URI from which a model version is made.</summary>
    ModelSource,
}
