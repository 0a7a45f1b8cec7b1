namespace Mlops.Storage.Tests.Tracking;

public sealed class SqliteExperimentStoreTests(SqliteStores stores) : ExperimentStoreContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteExperimentSearchTests(SqliteStores stores) : ExperimentSearchContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteRunStoreTests(SqliteStores stores) : RunStoreContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteRunSearchTests(SqliteStores stores) : RunSearchContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteMetricStoreTests(SqliteStores stores) : MetricStoreContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteConcurrentWritesTests(SqliteStores stores) : ConcurrentWritesContract(stores), IClassFixture<SqliteStores>;
