using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Mlops.Catalog.Index;
using Mlops.Catalog.Items;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Registry;

namespace Mlops.Catalog.Refresh;

/// <summary>Builds the items of single projects, each by one host at a time: what was read last is also what is written last.</summary>
internal sealed class ProjectBuild(
    IReadOnlyList<IProjectSource> sources, IModelCatalog models, ICatalogIndex index, CatalogOptions options, TimeProvider time, ILogger logger, ICatalogLeases? leases)
    : IDisposable
{
    private const int Concurrent = 4;

    private readonly ItemBuilder _builder = new(options);
    private readonly string _setup = ItemKey.Setup(options);

    // Projects that share one of these wait for each other, which does no harm.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    // Projects in no category have no row that could keep their key.
    private readonly ConcurrentDictionary<string, string> _rowless = new(StringComparer.Ordinal);

    /// <summary>How many projects are looked at side by side.</summary>
    public static ParallelOptions SideBySide(CancellationToken cancellationToken) =>
        new() { MaxDegreeOfParallelism = Concurrent, CancellationToken = cancellationToken };

    /// <summary>Whether the rows of a project need not be built anew.</summary>
    public async Task<bool> IsCurrentAsync(string path, string changeKey, string? stored, Func<string, bool> isProject, CancellationToken cancellationToken)
    {
        var versions = await models.ListVersionsAsync(path, cancellationToken);
        return IsCurrent(path, changeKey, stored, versions, isProject);
    }

    /// <summary>Builds a project's items and writes them; removes those of one that has gone.</summary>
    /// <param name="path">The project.</param>
    /// <param name="source">Its source; null to ask all.</param>
    /// <param name="isProject">Whether a path is a project.</param>
    /// <param name="always">Whether to build it although it is current.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>Its rows, null when there is no such project; rows that were current are not told.</returns>
    public async Task<(IReadOnlyList<CatalogEntry>? Entries, bool IsWritten)> RunAsync(
        string path, IProjectSource? source, Func<string, bool> isProject, bool always, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)StringComparer.Ordinal.GetHashCode(path) % _turns.Length];
        await turn.WaitAsync(cancellationToken);
        try
        {
            await using var lease = await CatalogLease.TakeAsync(leases, $"catalog/{path}", time, cancellationToken);
            return await RunAsync(path, source is null ? sources : [source], isProject, always, lease.Token);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => Array.ForEach(_turns, turn => turn.Dispose());

    private async Task<(IReadOnlyList<CatalogEntry>?, bool)> RunAsync(
        string path, IReadOnlyList<IProjectSource> candidates, Func<string, bool> isProject, bool always, CancellationToken cancellationToken)
    {
        // The versions before the files: what is registered meanwhile gives notice of itself.
        var versions = await models.ListVersionsAsync(path, cancellationToken);
        var stored = await index.GetChangeKeyAsync(path, cancellationToken);
        foreach (var source in candidates)
        {
            if (await source.GetAsync(path, cancellationToken) is { } project)
            {
                return !always && project.Path == path && IsCurrent(path, project.ChangeKey, stored, versions, isProject)
                    ? ([], false)
                    : (await WriteAsync(source, path, project, versions, isProject, cancellationToken), true);
            }
        }

        _rowless.TryRemove(path, out _);
        if (stored is not null)
        {
            await index.ReplaceAsync(path, [], cancellationToken);
        }

        return (null, stored is not null);
    }

    private bool IsCurrent(string path, string changeKey, string? stored, IReadOnlyList<CatalogModelVersion> versions, Func<string, bool> isProject) =>
        (stored ?? _rowless.GetValueOrDefault(path)) is { } key && ItemKey.IsCurrent(key, changeKey, versions, _setup, isProject);

    private async Task<IReadOnlyList<CatalogEntry>> WriteAsync(
        IProjectSource source, string path, Project project, IReadOnlyList<CatalogModelVersion> versions, Func<string, bool> isProject,
        CancellationToken cancellationToken)
    {
        var readme = await ReadmeFile.ReadAsync(source, project, cancellationToken);
        var built = _builder.Build(project, readme, versions, isProject);
        foreach (var warning in built.Warnings)
        {
            CatalogLog.MetadataPassedOver(logger, project.Path, warning.Field, warning.Reason);
        }

        var key = ItemKey.Of(project.ChangeKey, versions, _setup, built.Related);
        List<CatalogEntry> entries = [.. built.Items.Select(item => new CatalogEntry(project.Path, key, item) { Warnings = built.Warnings })];
        await index.ReplaceAsync(project.Path, entries, cancellationToken);
        if (project.Path != path)
        {
            // Renamed at its source.
            await index.ReplaceAsync(path, [], cancellationToken);
        }

        if (entries.Count == 0)
        {
            _rowless[project.Path] = key;
        }
        else
        {
            _rowless.TryRemove(project.Path, out _);
        }

        return entries;
    }
}
