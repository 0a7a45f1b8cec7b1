namespace Mlops.Hosting.Access;

/// <summary>
/// Endpoint metadata: what a route is about, said where it is mapped. The check in front of the route reads the fields that are declared
/// here, in the very places where the handler reads them; whatever else a request holds opens nothing.
/// </summary>
internal sealed record RouteSubject
{
    private RouteSubject(SubjectKind kind, params IReadOnlyList<ResourceField> fields) => (Kind, Fields) = (kind, fields);

    /// <summary>Nothing that is kept in a workspace: whoever may do anything in it gets the same answer.</summary>
    public static RouteSubject Nothing { get; } = new(SubjectKind.Nothing);

    /// <summary>Everything in the workspace, whatever a request names.</summary>
    public static RouteSubject WholeWorkspace { get; } = new(SubjectKind.WholeWorkspace);

    /// <summary>The entry of the workspace itself, which whoever may read anything in it may know.</summary>
    public static RouteSubject WorkspaceItself { get; } = new(SubjectKind.WorkspaceItself);

    /// <summary>Several things, about each of which the handler asks by itself.</summary>
    public static RouteSubject EachPart { get; } = new(SubjectKind.EachPart);

    /// <summary>How much of the request must be allowed.</summary>
    public SubjectKind Kind { get; }

    /// <summary>What requests name; of a route about named things the first must name something.</summary>
    public IReadOnlyList<ResourceField> Fields { get; }

    /// <summary>Whether the fields are read from the request's message, which may be its body, or from the query alone.</summary>
    public bool ReadsMessage { get; init; }

    /// <summary>A route about what a field names.</summary>
    /// <param name="field">The field.</param>
    public static implicit operator RouteSubject(ResourceField field) => new(SubjectKind.Named, field);

    /// <summary>A new thing in the workspace.</summary>
    /// <param name="fields">What it may refer to besides.</param>
    public static RouteSubject New(params IReadOnlyList<ResourceField> fields) => new(SubjectKind.New, fields);

    /// <summary>A search that leaves out what its caller may not read, inside its query.</summary>
    /// <param name="fields">What it may be limited to; all of that must be readable.</param>
    public static RouteSubject Search(params IReadOnlyList<ResourceField> fields) => new(SubjectKind.Search, fields);

    /// <summary>The same with something more that may be named, and must be allowed then.</summary>
    /// <param name="field">The field.</param>
    public RouteSubject And(ResourceField field) => new(Kind, [.. Fields, field]) { ReadsMessage = ReadsMessage };
}

/// <summary>How much of a request must be allowed.</summary>
internal enum SubjectKind
{
    /// <summary>What the fields name; a request without the first of them is about the whole workspace.</summary>
    Named = 0,

    /// <summary>All of the workspace.</summary>
    WholeWorkspace = 1,

    /// <summary>The workspace's own entry.</summary>
    WorkspaceItself = 2,

    /// <summary>Something new.</summary>
    New = 3,

    /// <summary>What the caller may read, which the query finds by itself.</summary>
    Search = 4,

    /// <summary>What the handler asks about.</summary>
    EachPart = 5,

    /// <summary>Nothing.</summary>
    Nothing = 6,
}
