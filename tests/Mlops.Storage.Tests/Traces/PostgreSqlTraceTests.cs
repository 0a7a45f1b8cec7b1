using Mlops.Storage.Tests.Tracking;

namespace Mlops.Storage.Tests.Traces;

public sealed class PostgreSqlTraceStoreTests(PostgreSqlStores stores) : TraceStoreContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlSpanStoreTests(PostgreSqlStores stores) : SpanStoreContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlTraceSearchTests(PostgreSqlStores stores) : TraceSearchContract(stores), IClassFixture<PostgreSqlStores>;
