using Mlops.Storage.Tests.Tracking;

namespace Mlops.Storage.Tests.Traces;

public sealed class SqliteTraceStoreTests(SqliteStores stores) : TraceStoreContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteSpanStoreTests(SqliteStores stores) : SpanStoreContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteTraceSearchTests(SqliteStores stores) : TraceSearchContract(stores), IClassFixture<SqliteStores>;
