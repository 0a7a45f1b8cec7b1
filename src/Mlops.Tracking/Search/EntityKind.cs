namespace Mlops.Tracking.Search;

/// <summary>What a key in a filter or an <c>order_by</c> clause belongs to.</summary>
internal enum EntityKind
{
    /// <summary>
    /// A field of the searched entity itself, such as <c>status</c>; the key is one of the canonical names of that search.
    /// </summary>
    Attribute,

    /// <summary>The value of a metric of a run or logged model; the key is the metric's.</summary>
    Metric,

    /// <summary>A parameter of a run or logged model.</summary>
    Parameter,

    /// <summary>A tag of the searched entity.</summary>
    Tag,

    /// <summary>
    /// A dataset that is an input of a run; the key is <c>name</c>, <c>digest</c> or <c>context</c> (the input tag
    /// <c>mlflow.data.context</c>).
    /// </summary>
    Dataset,

    /// <summary>A trace's metadata. The key <c>mlflow.sourceRun</c> with <c>=</c> also means traces that are linked to that run.</summary>
    Metadata,

    /// <summary>
    /// A column of a trace's spans: <c>name</c>, <c>type</c>, <c>status</c> or <c>content</c>. All conditions on spans must hold for one
    /// span.
    /// </summary>
    Span,

    /// <summary>An attribute of a trace's spans, by its name.</summary>
    SpanAttribute,

    /// <summary>The value of a feedback assessment of a trace, by its name.</summary>
    Feedback,

    /// <summary>The value of an expectation of a trace, by its name.</summary>
    Expectation,

    /// <summary>An issue that a trace belongs to; the key is <c>id</c>.</summary>
    Issue,
}
