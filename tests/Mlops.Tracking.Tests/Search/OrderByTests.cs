using System.Collections.Immutable;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Tests.Search;

public sealed class OrderByTests
{
    [Theory]
    [InlineData("runs", "start_time DESC, run_id ASC")]
    [InlineData("experiments", "creation_time DESC, experiment_id ASC")]
    [InlineData("registered-models", "name ASC")]
    [InlineData("model-versions", "last_updated_timestamp DESC, name ASC, version_number DESC")]
    [InlineData("logged-models", "creation_timestamp_ms DESC, model_id ASC")]
    [InlineData("traces", "timestamp_ms DESC, request_id ASC")]
    public void Without_clauses_MLflows_order_holds(string search, string expected) => Assert.Equal(expected, Order(search));

    [Theory]
    [InlineData("metrics.acc DESC", "metrics.`acc` DESC, start_time DESC, run_id ASC")]
    [InlineData(" metrics.`loss rate`  desc ", "metrics.`loss rate` DESC, start_time DESC, run_id ASC")]
    [InlineData("metrics.\"loss rate\"", "metrics.`loss rate` ASC, start_time DESC, run_id ASC")]
    [InlineData("`params`.`it's` Asc", "params.`it's` ASC, start_time DESC, run_id ASC")]
    [InlineData("Created", "start_time ASC, run_id ASC")]
    [InlineData("run.run_id DESC", "run_id DESC, start_time DESC")]
    [InlineData("tags.mlflow.user DESC|status", "tags.`mlflow.user` DESC, status ASC, start_time DESC, run_id ASC")]
    public void Clauses_of_a_run_search_come_before_the_start_time(string clauses, string expected) =>
        Assert.Equal(expected, Order("runs", clauses.Split('|')));

    [Theory]
    [InlineData("experiments", "name", "name ASC, experiment_id DESC")]
    [InlineData("experiments", "attribute.experiment_id", "experiment_id ASC")]
    [InlineData("registered-models", "timestamp DESC", "last_updated_timestamp DESC, name ASC")]
    [InlineData("registered-models", "`name` DESC", "name DESC")]
    [InlineData("model-versions", "version_number", "version_number ASC, name ASC")]
    [InlineData("logged-models", "metrics.loss rate DESC", "metrics.`loss rate` DESC, creation_timestamp_ms DESC, model_id ASC")]
    [InlineData("logged-models", "creation_time", "creation_timestamp_ms ASC, model_id ASC")]
    [InlineData("traces", "timestamp", "timestamp_ms ASC, request_id ASC")]
    [InlineData("traces", "trace.execution_time DESC", "execution_time_ms DESC, timestamp_ms DESC, request_id ASC")]
    [InlineData("traces", "name", "tags.`mlflow.traceName` ASC, timestamp_ms DESC, request_id ASC")]
    [InlineData("traces", "run_id DESC", "metadata.`mlflow.sourceRun` DESC, timestamp_ms DESC, request_id ASC")]
    public void Ties_are_broken_by_the_identity(string search, string clause, string expected) => Assert.Equal(expected, Order(search, clause));

    [Theory]
    [InlineData("runs", "metrics.acc DESC foo", "Invalid order_by clause 'metrics.acc DESC foo'. Could not be parsed.")]
    [InlineData("runs", "metrics.acc, metrics.b", "Invalid order_by clause 'metrics.acc, metrics.b'. Could not be parsed.")]
    [InlineData("runs", "'metrics.a' DESC", "Invalid order_by clause ''metrics.a' DESC'. Could not be parsed.")]
    [InlineData("runs", "", "Invalid order_by clause ''. Could not be parsed.")]
    [InlineData("runs", "dataset.name", "Invalid identifier type 'dataset'")]
    [InlineData("experiments", "tags.x", "Invalid order_by entity: tag")]
    [InlineData("registered-models", "creation_timestamp", "Invalid order by key 'creation_timestamp' specified. Valid keys are '{'name', 'timestamp'}'")]
    [InlineData("model-versions", "tags.x", "Invalid order by key 'x' specified. Valid keys are {'creation_timestamp', 'last_updated_timestamp', 'name', 'version_number'}")]
    [InlineData("logged-models", "params.x", "Invalid order by field name: params.x. Only metrics are supported.")]
    [InlineData("logged-models", "nope", "Invalid order by field name: nope")]
    [InlineData("traces", "span.name", "Invalid identifier type 'span'")]
    [InlineData("traces", "feedback.x", "Invalid identifier type 'feedback'")]
    [InlineData("traces", "timestamp|timestamp_ms DESC", "`order_by` contains duplicate fields: ['timestamp', 'timestamp_ms DESC']")]
    [InlineData("runs", "created|start_time DESC", "`order_by` contains duplicate fields: ['created', 'start_time DESC']")]
    [InlineData("registered-models", "timestamp|last_updated_timestamp", "`order_by` contains duplicate fields: ['timestamp', 'last_updated_timestamp']")]
    public void A_wrong_clause_is_refused_with_its_reason(string search, string clauses, string message)
    {
        var refusal = Assert.Throws<MlflowException>(() => Order(search, clauses.Split('|')));

        Assert.Equal(message, RecordedSearchTests.Sorted(refusal.Message));
        Assert.Equal(400, refusal.HttpStatus);
    }

    [Fact]
    public void The_number_of_clauses_is_bounded() =>
        Assert.Throws<MlflowException>(() => Order("runs", [.. Enumerable.Range(0, 51).Select(i => $"metrics.m{i}")]));

    private static string Order(string search, params IReadOnlyList<string> clauses) =>
        string.Join(", ", Languages.Of(search).ParseOrderBy(clauses));
}
