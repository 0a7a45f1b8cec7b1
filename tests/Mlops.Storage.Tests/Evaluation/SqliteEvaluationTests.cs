using Mlops.Storage.Tests.Tracking;

namespace Mlops.Storage.Tests.Evaluation;

public sealed class SqliteEvaluationDatasetTests(SqliteStores stores) : EvaluationDatasetContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteDatasetRecordTests(SqliteStores stores) : DatasetRecordContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteScorerTests(SqliteStores stores) : ScorerContract(stores), IClassFixture<SqliteStores>;

public sealed class SqliteIssueTests(SqliteStores stores) : IssueContract(stores), IClassFixture<SqliteStores>;
