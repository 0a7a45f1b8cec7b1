using Mlops.Storage.Tests.Tracking;

namespace Mlops.Storage.Tests.Evaluation;

public sealed class PostgreSqlEvaluationDatasetTests(PostgreSqlStores stores) : EvaluationDatasetContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlDatasetRecordTests(PostgreSqlStores stores) : DatasetRecordContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlScorerTests(PostgreSqlStores stores) : ScorerContract(stores), IClassFixture<PostgreSqlStores>;

public sealed class PostgreSqlIssueTests(PostgreSqlStores stores) : IssueContract(stores), IClassFixture<PostgreSqlStores>;
