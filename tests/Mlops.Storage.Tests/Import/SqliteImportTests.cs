using Mlops.Storage.Tests.Tracking;

namespace Mlops.Storage.Tests.Import;

public sealed class SqliteImportTests() : ImportStoreContract(static () => new SqliteStores());

public sealed class SqliteImportAuthTests() : ImportAuthContract(static () => new SqliteStores());

public sealed class SqliteImportTraceTests() : ImportTraceContract(static () => new SqliteStores());

public sealed class SqliteImportWebhookTests() : ImportWebhookContract(static () => new SqliteStores());

public sealed class SqliteImportInspectionTests() : ImportInspectionContract(static () => new SqliteStores());
