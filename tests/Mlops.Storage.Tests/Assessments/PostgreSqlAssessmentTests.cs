using Mlops.Storage.Tests.Tracking;

namespace Mlops.Storage.Tests.Assessments;

public sealed class PostgreSqlAssessmentTests(PostgreSqlStores stores) : AssessmentContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlTraceMetricTests(PostgreSqlStores stores) : TraceMetricContract(stores), IClassFixture<PostgreSqlStores>;
