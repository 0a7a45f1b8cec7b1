using Mlops.Storage.Tests.Tracking;

namespace Mlops.Storage.Tests.Assessments;

public sealed class SqliteAssessmentTests(SqliteStores stores) : AssessmentContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteTraceMetricTests(SqliteStores stores) : TraceMetricContract(stores), IClassFixture<SqliteStores>;
