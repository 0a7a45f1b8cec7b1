using System.Data.Common;
using System.Globalization;
using Mlops.Storage.Experiments;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Search;
using Mlops.Tracking.TraceMetrics;

namespace Mlops.Storage.TraceMetrics;

internal sealed class TraceMetricStore(IRelationalDatabase database, WorkspaceTable workspaces) : ITraceMetricStore
{
    public ValueTask<Page<TraceMetricPoint>> QueryAsync(string workspace, TraceMetricQuery query, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var workspaceId = await workspaces.FindAsync(session, workspace);
            var experiments = await ExperimentRows.ResolveAsync(session, workspaceId, query.ExperimentIds);
            if (experiments.Count == 0)
            {
                return new Page<TraceMetricPoint>([], null);
            }

            var sql = TraceMetricSql.Build(query, workspaceId, experiments);
            var points = await session.QueryAsync(sql.Text, row => Read(query, row), sql.Parameters);
            var next = points.Count > query.MaxResults ? PageToken.Encode(query.Offset + query.MaxResults) : null;
            return new Page<TraceMetricPoint>([.. points.Take(query.MaxResults).Where(static point => point.Values.Count > 0)], next);
        },
        cancellationToken);

    private static TraceMetricPoint Read(TraceMetricQuery query, DbDataReader row)
    {
        var column = 0;
        var dimensions = new Dictionary<string, string>(StringComparer.Ordinal);
        if (query.Interval is not null)
        {
            dimensions.Add("time_bucket", DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column++)).ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture));
        }

        foreach (var dimension in query.Dimensions.Distinct(StringComparer.Ordinal))
        {
            dimensions.Add(dimension, row.GetString(column++));
        }

        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var aggregation in query.Aggregations)
        {
            if (!row.IsDBNull(column))
            {
                values[aggregation.Label] = row.GetDouble(column);
            }

            column++;
        }

        return new TraceMetricPoint(query.MetricName, dimensions, values);
    }
}
