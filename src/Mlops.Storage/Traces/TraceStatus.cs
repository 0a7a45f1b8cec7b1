using Mlops.Tracking.Traces;

namespace Mlops.Storage.Traces;

/// <summary>States as they are kept, which is as filters name them.</summary>
internal static class TraceStatus
{
    public static string Text(TraceState state) => state switch
    {
        TraceState.Ok => "OK",
        TraceState.Error => "ERROR",
        TraceState.InProgress => "IN_PROGRESS",
        _ => "STATE_UNSPECIFIED",
    };

    public static TraceState State(string text) => text switch
    {
        "OK" => TraceState.Ok,
        "ERROR" => TraceState.Error,
        "IN_PROGRESS" => TraceState.InProgress,
        _ => TraceState.Unspecified,
    };

    public static string Text(SpanStatus status) => status switch
    {
        SpanStatus.Ok => "OK",
        SpanStatus.Error => "ERROR",
        _ => "UNSET",
    };

    public static SpanStatus Status(string text) => text switch
    {
        "OK" => SpanStatus.Ok,
        "ERROR" => SpanStatus.Error,
        _ => SpanStatus.Unset,
    };
}
