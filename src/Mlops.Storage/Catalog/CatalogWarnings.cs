using Mlops.Catalog.Index;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Readme;
using Mlops.Storage.Relational;

namespace Mlops.Storage.Catalog;

/// <summary>Warnings about metadata, a row each.</summary>
internal sealed class CatalogWarnings(IRelationalDatabase database) : ICatalogWarnings
{
    public async Task ReplaceAsync(string projectPath, IReadOnlyList<MetadataWarning> warnings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(projectPath);
        ArgumentNullException.ThrowIfNull(warnings);
        await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM catalog_warnings WHERE project = @0", projectPath);
                for (var place = 0; place < warnings.Count; place++)
                {
                    await session.ExecuteAsync(
                        "INSERT INTO catalog_warnings (project, place, field, reason) VALUES (@0, @1, @2, @3)",
                        projectPath, place, Storable(warnings[place].Field), Storable(warnings[place].Reason));
                }

                return warnings.Count;
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<MetadataWarning>> ListAsync(string projectPath, VisibleProjects visible, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(projectPath);
        ArgumentNullException.ThrowIfNull(visible);
        var query = new SqlBuilder().Append("SELECT i.field, i.reason FROM catalog_warnings i").AppendVisible(visible)
            .Append(" AND i.project = ").Value(projectPath).Append(" ORDER BY i.place").Build();
        return await database.ReadAsync(
            session => session.QueryAsync(query.Text, row => new MetadataWarning(row.GetString(0), row.GetString(1)), query.Parameters), cancellationToken);
    }

    public async Task<IReadOnlyList<ProjectWarnings>> SummarizeAsync(VisibleProjects visible, string? after, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(visible);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var query = new SqlBuilder().Append("SELECT i.project, count(*) FROM catalog_warnings i").AppendVisible(visible)
            .Append(" AND i.project > ").Value(after ?? "").Append(" GROUP BY i.project ORDER BY i.project LIMIT ").Value((long)limit).Build();
        return await database.ReadAsync(
            session => session.QueryAsync(query.Text, row => new ProjectWarnings(row.GetString(0), row.GetInt64(1)), query.Parameters), cancellationToken);
    }

    // PostgreSQL's text takes no NUL.
    private static string Storable(string text) => text.Replace("\0", "", StringComparison.Ordinal);
}
