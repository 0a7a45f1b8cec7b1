namespace Mlops.Storage.Tests.Tracking;

public sealed class PostgreSqlExperimentStoreTests(PostgreSqlStores stores) : ExperimentStoreContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlExperimentSearchTests(PostgreSqlStores stores) : ExperimentSearchContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlRunStoreTests(PostgreSqlStores stores) : RunStoreContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlRunSearchTests(PostgreSqlStores stores) : RunSearchContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlMetricStoreTests(PostgreSqlStores stores) : MetricStoreContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlConcurrentWritesTests(PostgreSqlStores stores) : ConcurrentWritesContract(stores), IClassFixture<PostgreSqlStores>;
