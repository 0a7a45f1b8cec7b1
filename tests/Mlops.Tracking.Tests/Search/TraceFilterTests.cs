using Mlops.Tracking.Errors;
using Mlops.Tracking.Search;

namespace Mlops.Tracking.Tests.Search;

public sealed class TraceFilterTests
{
    [Theory]
    [InlineData("trace.status = 'OK'", "status = 'OK'")]
    [InlineData("timestamp > 5 AND status != 'OK'", "timestamp_ms > 5 AND status != 'OK'")]
    [InlineData("timestamp > '5'", "timestamp_ms > 5")]
    [InlineData("execution_time >= 5.5", "execution_time_ms >= 5.5")]
    [InlineData("status not in ('OK')", "status NOT IN ('OK')")]
    [InlineData("name rlike '^x'", "tags.`mlflow.traceName` RLIKE '^x'")]
    [InlineData("tags.Name = 'x'", "tags.`mlflow.traceName` = 'x'")]
    [InlineData("name in ('a','b')", "tags.`mlflow.traceName` IN ('a', 'b')")]
    [InlineData("attribute.run_id = 'r'", "metadata.`mlflow.sourceRun` = 'r'")]
    [InlineData("prompt = 'p/1'", "tags.`mlflow.linkedPrompts` = 'p/1'")]
    [InlineData("trace.text LIKE '%x%'", "span.content LIKE '%x%'")]
    [InlineData("text ilike '%x%'", "span.content ILIKE '%x%'")]
    [InlineData("metadata.`a.b` is null", "metadata.`a.b` IS NULL")]
    [InlineData("request_metadata.timestamp = 'x'", "metadata.`timestamp` = 'x'")]
    [InlineData("span.attributes.`foo bar` LIKE 'x'", "span.attributes.`foo bar` LIKE 'x'")]
    [InlineData("span.`attributes.foo` = 'x'", "span.attributes.`foo` = 'x'")]
    [InlineData("span.name in ('a') AND span.type = 'LLM'", "span.name IN ('a') AND span.type = 'LLM'")]
    [InlineData("feedback.`x y` = 'yes' and expectation.\"z\" is not null", "feedback.`x y` = 'yes' AND expectation.`z` IS NOT NULL")]
    [InlineData("feedback.name = 'x'", "feedback.`name` = 'x'")]
    [InlineData("issue.id = 'i'", "issue.id = 'i'")]
    public void Conditions_name_what_is_kept(string filter, string parsed) => Assert.Equal(parsed, TraceSearch.ParseFilter(filter).ToString());

    [Theory]
    [InlineData("foo.x = 'y'", "Invalid entity type 'foo'. Valid values are {'attribute', 'attributes', 'expectation', 'feedback', 'issue', 'metadata', 'request_metadata', 'span', 'tag', 'tags', 'trace'}")]
    [InlineData("status = 5", "Only the '{'end_time', 'end_time_ms', 'execution_time', 'execution_time_ms', 'timestamp', 'timestamp_ms'}' attributes support comparison with numeric values.")]
    [InlineData("status > 'OK'", "Invalid comparator '>' not one of '{'!=', '=', 'ILIKE', 'IN', 'LIKE', 'NOT IN', 'RLIKE'}'")]
    [InlineData("status IS NULL", "Invalid comparator 'IS NULL' not one of '{'!=', '=', 'ILIKE', 'IN', 'LIKE', 'NOT IN', 'RLIKE'}'")]
    [InlineData("execution_time LIKE 5", "Invalid comparator 'LIKE' not one of '{'!=', '=', 'ILIKE', 'IN', 'LIKE', 'NOT IN', 'RLIKE'}")]
    [InlineData("tags.a > 'x'", "Invalid comparator '>' not one of '{'!=', '=', 'ILIKE', 'IS NOT NULL', 'IS NULL', 'LIKE', 'RLIKE'}")]
    [InlineData("metadata.a > 'x'", "Invalid comparator '>' not one of '{'!=', '=', 'ILIKE', 'IS NOT NULL', 'IS NULL', 'LIKE', 'RLIKE'}'")]
    [InlineData("metadata.a in ('x')", "Expected a quoted string value for request_metadata (e.g. 'my-value'). Got value ('x')")]
    [InlineData("prompt in ('a')", "Only attributes in {'client_request_id', 'name', 'request_id', 'run_id', 'status'} supports comparison with a list of quoted string values.")]
    [InlineData("prompt LIKE 'a/1'", "Invalid comparator 'LIKE' for prompts filter. Only '=' is supported with format: prompt = \"name/version\"")]
    [InlineData("prompt IS NULL", "Invalid comparator 'IS NULL' for prompts filter. Only '=' is supported with format: prompt = \"name/version\"")]
    [InlineData("prompt = 'a'", "Invalid prompts filter value 'a'. Expected format: prompt = \"name/version\"")]
    [InlineData("span.foo = 'x'", "Invalid span attribute 'foo'. Supported attributes: name, status, type, attributes.<attribute_name>.")]
    [InlineData("span.status > 'x'", "span.status comparator '>' not one of '{'!=', '=', 'ILIKE', 'IN', 'LIKE', 'NOT IN', 'RLIKE'}'")]
    [InlineData("span.content = 'x'", "span.content comparator '=' not one of '{'ILIKE', 'LIKE'}'")]
    [InlineData("span.name = 5", "Expected a quoted string value for span (e.g. 'my-value'). Got value 5")]
    [InlineData("feedback.x = 5", "Expected a quoted string value for feedback (e.g. 'my-value'). Got value 5")]
    [InlineData("feedback.x > 'y'", "assessment.x comparator '>' not one of '{'!=', '=', 'ILIKE', 'IS NOT NULL', 'IS NULL', 'LIKE', 'RLIKE'}'")]
    [InlineData("issue.id != 'a'", "issue.id comparator '!=' not one of '{'='}'")]
    [InlineData("issue.foo = 'a'", "Invalid issue attribute 'foo'. Supported attributes: id")]
    [InlineData("status = 'OK' OR status = 'ERROR'", "Invalid clause(s) in filter string: 'OR'")]
    public void A_wrong_filter_is_refused_with_its_reason(string filter, string message) =>
        Assert.Equal(message, RecordedSearchTests.Sorted(Assert.Throws<MlflowException>(() => TraceSearch.ParseFilter(filter)).Message));
}
