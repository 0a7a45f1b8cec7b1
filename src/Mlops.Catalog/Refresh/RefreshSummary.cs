namespace Mlops.Catalog.Refresh;

/// <summary>What a look at all projects did.</summary>
/// <param name="Projects">How many projects there are.</param>
/// <param name="Changed">How many were built anew.</param>
/// <param name="Removed">How many were removed from the index.</param>
/// <param name="Failed">How many could not be read and stay as they were.</param>
public sealed record RefreshSummary(int Projects, int Changed, int Removed, int Failed);
