using Mlops.Storage.Tests.Tracking;

namespace Mlops.Storage.Tests.LoggedModels;

public sealed class SqliteLoggedModelStoreTests(SqliteStores stores) : LoggedModelStoreContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteLoggedModelMetricTests(SqliteStores stores) : LoggedModelMetricContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteLoggedModelSearchTests(SqliteStores stores) : LoggedModelSearchContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteRunModelTests(SqliteStores stores) : RunModelContract(stores), IClassFixture<SqliteStores>;
