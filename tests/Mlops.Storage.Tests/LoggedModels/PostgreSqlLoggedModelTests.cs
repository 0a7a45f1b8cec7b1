using Mlops.Storage.Tests.Tracking;

namespace Mlops.Storage.Tests.LoggedModels;

public sealed class PostgreSqlLoggedModelStoreTests(PostgreSqlStores stores) : LoggedModelStoreContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlLoggedModelMetricTests(PostgreSqlStores stores) : LoggedModelMetricContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlLoggedModelSearchTests(PostgreSqlStores stores) : LoggedModelSearchContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlRunModelTests(PostgreSqlStores stores) : RunModelContract(stores), IClassFixture<PostgreSqlStores>;
