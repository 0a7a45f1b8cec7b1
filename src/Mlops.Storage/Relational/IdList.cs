namespace Mlops.Storage.Relational;

/// <summary>A condition on many row numbers at once that is one statement whatever their number.</summary>
internal static class IdList
{
    /// <summary>The right-hand side for a column, and the value of its one parameter <c>@0</c>.</summary>
    /// <param name="ids">At least one number.</param>
    public static (string Where, object Parameter) Of(IReadOnlyList<long> ids) =>
        ids.Count == 1 ? ("= @0", ids[0]) : ("IN @0", ids.ToArray());
}
