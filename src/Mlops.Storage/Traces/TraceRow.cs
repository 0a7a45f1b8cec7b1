namespace Mlops.Storage.Traces;

/// <summary>A trace as its database knows it.</summary>
internal readonly record struct TraceRow(long Id, string TraceId);
