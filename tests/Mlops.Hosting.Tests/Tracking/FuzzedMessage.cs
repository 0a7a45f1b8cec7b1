using System.Text;
using System.Text.Json;
using CsCheck;

namespace Mlops.Hosting.Tests.Tracking;

/// <summary>Makes messages that are almost right: the fields a route knows, mostly with values that it wants.</summary>
internal sealed class FuzzedMessage(string runId)
{
    private static readonly string[] s_scalars =
    [
        "null", "true", "false", "0", "-0", "-0.0", "1", "-1", "1.5", "1e400", "-1e400", "1E-400", "1e2", "2147483648", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "-9223372036854775809", "123456789012345678901234567890", $"1{new string('0', 5000)}",
        "\"\"", "\"x\"", "\"0\"", "\"1\"", "\"-1\"", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "\"9223372036854775808\"", "\"1e5\"", "\" 1\"", "\"true\"",
        """ "\u0000" """, """ "a\u0000b" """, """ "\ud800" """, """ "\udc00x" """, """ "\ud83d\ude00" """, "\"😀\"", "\"../../etc/passwd\"", "\"/abs\"", "\"a//b\"", """ "..\\..\\x" """,
        "\"' OR 1=1 --\"", "\"%\"", "\"_\"", "\"name DESC\"", "\"metrics.loss > 1\"", "\"RUNNING\"", "\"ALL\"", "\"Production\"", "\"latest\"", "\"file:///etc\"", "\"runs:/x/y\"",
        "\"eyJvZmZzZXQiOiAxfQ==\"", "\"eyJvZmZzZXQiOiA5MjIzMzcyMDM2ODU0Nzc1ODA3fQ==\"", "\"eyJvZmZzZXQiOiAtMX0=\"", "\"!!\"", $"\"{new string('x', 9000)}\"", $"\"{string.Concat(Enumerable.Repeat("a/../", 90))}\"",
    ];

    private static readonly string[] s_strangers = ["", "x", "\\ud800abcdefghijklmnop", "run_i\\u0064", "\\u0000", "runId", "constructor", "metrics"];

    private static readonly Gen<string> Scalar = Gen.OneOf(s_scalars);

    private static readonly Gen<string> Any = Nested(Nested(Scalar));

    private static readonly Gen<byte[]> Garbage = Gen.OneOf(
        Gen.Byte.Array[0, 40],
        Gen.OneOf("", "{", "[", "[]", "{}", "null", "7", "\"\"", "\"{\\\"run_id\\\":1}\"", "\"[[\"", "{\"run_id\":}", "{\"a\":1,}", "\uFEFF{}", "{}{}", "// x", "'a'").Select(Encoding.UTF8.GetBytes),
        Gen.Int[60, 20_000].Select(depth => Encoding.UTF8.GetBytes(new string('[', depth))),
        Gen.Int[60, 2000].Select(depth => Encoding.UTF8.GetBytes($$"""{"run_id":{{new string('[', depth)}}{{new string(']', depth)}}}""")),
        Gen.OneOf((byte)0xC3, (byte)0x80, (byte)0xFF).Select(bad => (byte[])[.. "{\"run_id\":\""u8, bad, .. "\",\"name\":\""u8, bad, .. "\"}"u8]));

    /// <summary>Bodies for a route.</summary>
    public Gen<byte[]> Body(string pattern)
    {
        var fields = Fields(pattern).Select(field => Gen.Frequency(
            (12, Wanted(field).Select(value => $"\"{field}\":{value}")),
            (2, Any.Select(value => $"\"{field}\":{value}")),
            (1, Gen.Const("")))).ToArray();
        var strangers = Gen.Select(Gen.OneOf([.. s_strangers, .. Fields(pattern)]), Any).Select((name, value) => $"\"{name}\":{value}").Array[0, 2];
        var message = Gen.Select(Sequence(fields), strangers, (known, unknown) =>
            Encoding.UTF8.GetBytes("{" + string.Join(',', known.Concat(unknown).Where(field => field.Length > 0)) + "}"));
        return Gen.Frequency((6, message), (1, Garbage));
    }

    /// <summary>Queries for a route; short enough for a request line.</summary>
    public Gen<string> Query(string pattern)
    {
        string[] strange = ["", "%", "%00", "%ff", "a%00b", "%ud800", "-1", "0", "1", "9223372036854775807", "9223372036854775808", "1e400", "NaN", "True", "true", "..%2f..", "eyJvZmZzZXQiOiAxfQ==", "eyJvZmZzZXQiOiAxfQ%3D%3D", "' OR 1", new string('x', 300)];
        var fields = Fields(pattern).Select(field => Gen.Frequency(
            (8, Wanted(field).Select(value => $"{field}={Uri.EscapeDataString(value.Trim('[', ']', '"')[..Math.Min(200, value.Trim('[', ']', '"').Length)])}")),
            (3, Gen.OneOf(strange).Select(value => $"{field}={value}")),
            (1, Gen.OneOf(strange).Select(value => $"{field}=x&{field}={value}")),
            (1, Gen.Const("")))).ToArray();
        return Sequence(fields).Select(parts => "?" + string.Join('&', parts.Where(part => part.Length > 0)));
    }

    public static string Print(byte[] body) => Encoding.UTF8.GetString(body) is { Length: > 2000 } text ? text[..2000] : Encoding.UTF8.GetString(body);

    private static Gen<string> Nested(Gen<string> inner) => Gen.Frequency(
        (6, Scalar),
        (1, inner.Array[0, 4].Select(items => $"[{string.Join(',', items)}]")),
        (1, Gen.Select(Gen.OneOf("key", "value", "timestamp", "step", "name", "digest", "dataset", "tags", "source", "source_type", "x"), inner).Array[0, 5]
            .Select(members => $"{{{string.Join(',', members.Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}")));

    private static Gen<string[]> Sequence(Gen<string>[] parts) =>
        parts.Aggregate(Gen.Const(Array.Empty<string>()), (all, part) => Gen.Select(all, part, (some, one) => (string[])[.. some, one]));

    private static string[] Fields(string pattern)
    {
        var name = pattern[(pattern.IndexOf("/mlflow", StringComparison.Ordinal) + 1)..];
        return (name.StartsWith("mlflow/", StringComparison.Ordinal) ? name["mlflow/".Length..] : name) switch
        {
            // Of users, roles and permissions; what a user does not know is checked first and hides the rest.
            var path when path.Contains("permissions", StringComparison.Ordinal) || path.StartsWith("users/", StringComparison.Ordinal) || path.StartsWith("roles/", StringComparison.Ordinal) =>
                ["username", "permission", "name", "experiment_id", "scorer_name", "workspace", "description", "role_id", "role_permission_id", "resource_type", "resource_pattern",
                    "is_admin", "password", "current_password", "scope", "expires_in_days", "token_id"],
            "experiments/create" => ["name", "artifact_location", "tags"],
            "experiments/search" => ["max_results", "filter", "order_by", "view_type", "page_token"],
            "experiments/update" => ["experiment_id", "new_name"],
            "experiments/set-experiment-tag" or "experiments/delete-experiment-tag" => ["experiment_id", "key", "value"],
            var path when path.StartsWith("experiments/", StringComparison.Ordinal) => ["experiment_id", "experiment_name"],
            "runs/create" => ["experiment_id", "user_id", "run_name", "start_time", "tags"],
            "runs/search" => ["experiment_ids", "filter", "run_view_type", "max_results", "order_by", "page_token"],
            "runs/update" => ["run_id", "status", "end_time", "run_name"],
            "runs/log-batch" => ["run_id", "metrics", "params", "tags"],
            "runs/log-metric" => ["run_id", "key", "value", "timestamp", "step", "model_id", "dataset_name", "dataset_digest"],
            "runs/log-parameter" or "runs/set-tag" or "runs/delete-tag" => ["run_id", "key", "value"],
            "runs/log-inputs" => ["run_id", "datasets", "models"],
            "runs/outputs" => ["run_id", "models"],
            // A run that is in use stays so for the others.
            "runs/delete" => ["run_uuid", "name"],
            var path when path.StartsWith("runs/", StringComparison.Ordinal) => ["run_id", "model_json"],
            "metrics/get-history" => ["run_id", "metric_key", "max_results", "page_token"],
            var path when path.StartsWith("metrics/", StringComparison.Ordinal) => ["run_id", "run_ids", "metric_key", "start_step", "end_step", "max_results"],
            "logged-models" => ["experiment_id", "name", "model_type", "source_run_id", "params", "tags"],
            var path when path.StartsWith("logged-models/m-", StringComparison.Ordinal) => ["params", "tags", "status", "model_id", "allow_deleted", "artifact_directory_path"],
            var path when path.StartsWith("datasets/", StringComparison.Ordinal) =>
                ["name", "experiment_ids", "records", "max_results", "page_token", "filter_string", "order_by", "dataset_record_ids"],
            var path when path.StartsWith("scorers/", StringComparison.Ordinal) =>
                ["experiment_id", "name", "serialized_scorer", "version", "scorer_ids", "sample_rate", "filter_string"],
            var path when path.StartsWith("issues", StringComparison.Ordinal) =>
                ["experiment_id", "name", "description", "status", "severity", "root_causes", "categories", "created_by", "max_results", "page_token", "filter_string", "include_trace_count"],
            "/v1/traces" => ["resourceSpans"],
            "traces/metrics" => ["experiment_ids", "view_type", "metric_name", "aggregations", "dimensions", "filters", "time_interval_seconds", "start_time_ms", "end_time_ms", "max_results", "page_token"],
            var path when path.Contains("/assessments", StringComparison.Ordinal) => ["assessment", "update_mask"],
            "traces" => ["trace", "experiment_id", "timestamp_ms", "request_metadata", "tags"],
            "traces/search" => ["locations", "experiment_ids", "filter", "max_results", "order_by", "page_token"],
            "traces/{trace_id}/tags" => ["key", "value"],
            var path when path.StartsWith("traces/", StringComparison.Ordinal) =>
                ["trace_id", "trace_ids", "run_id", "prompt_versions", "experiment_id", "request_ids", "max_traces", "max_timestamp_millis", "status", "timestamp_ms", "tags"],
            var path when path.EndsWith("/search", StringComparison.Ordinal) => ["experiment_ids", "filter", "max_results", "order_by", "page_token", "datasets"],
            var path when path.StartsWith("registered-models/", StringComparison.Ordinal) => ["name", "new_name", "description", "key", "value", "alias", "version", "stages", "tags"],
            var path when path.StartsWith("model-versions/", StringComparison.Ordinal) =>
                ["name", "version", "source", "run_id", "run_link", "description", "tags", "stage", "archive_existing_versions", "key", "value", "model_id"],
            var path when path.StartsWith("webhooks", StringComparison.Ordinal) => ["name", "description", "url", "events", "event", "secret", "status", "max_results", "page_token"],
            _ => ["run_id", "path", "name", "version", "experiment_id", "model_type", "params", "tags", "source_run_id", "num_parts", "parts", "upload_id"],
        };
    }

    private Gen<string> Wanted(string field) => field switch
    {
        "run_id" => Gen.Const($"\"{runId}\""),
        "run_ids" => Gen.Const($"[\"{runId}\"]"),
        "experiment_id" => Gen.Const("\"0\""),
        "experiment_ids" => Gen.OneOf("[\"0\"]", "[]", "[\"0\",\"0\",\"77\"]"),
        "value" or "timestamp" or "step" or "start_time" or "end_time" or "start_step" or "end_step" or "max_results" or "version" or "num_parts" => Gen.Frequency(
            (2, Gen.Int[0, 9].Select(number => $"{number}")), (1, Scalar)),
        "key" or "metric_key" => Gen.OneOf("\"loss\"", "\"a/b\"", "\"mlflow.runName\""),
        "metrics" => Messages("key", "value", "timestamp", "step"),
        "params" or "tags" => Messages("key", "value"),
        "datasets" => Gen.Select(Messages("name", "digest", "source_type", "source"), Gen.Int[0, 3]).Select((datasets, nesting) =>
            nesting == 0 ? datasets : $"[{string.Join(',', Enumerable.Repeat($"{{\"tags\":[{{\"key\":\"k\",\"value\":\"v\"}}],\"dataset\":{{\"name\":\"d\",\"digest\":\"1\",\"source_type\":\"code\",\"source\":\"{{}}\"}}}}", nesting))}]"),
        "filter" => Gen.OneOf("\"\"", "\"metrics.loss > 0\"", "\"name LIKE '%'\"", "\"tags.a IS NULL\"", "\"attributes.start_time < 1e400\"", "\"a = \"", "\"run_id IN ('a')\"", """ "params.p = '\u0000'" """),
        "order_by" => Gen.OneOf("[]", "[\"name\"]", "[\"metrics.loss DESC\"]", "[\"start_time\",\"start_time\"]", "\"name\"", "[null]", "[\"\\ud800\"]"),
        "trace" => Gen.OneOf(
            Gen.Const("""{"trace_info":{"trace_id":"x","trace_location":{"mlflow_experiment":{"experiment_id":"0"}}}}"""),
            Message("trace_id", "trace_location", "request_time", "execution_duration", "state", "trace_metadata", "tags", "assessments").Select(info => $"{{\"trace_info\":{info}}}")),
        "resourceSpans" => Message("traceId", "spanId", "name", "startTimeUnixNano", "attributes", "events", "status").Select(span => $"[{{\"scopeSpans\":[{{\"spans\":[{span}]}}]}}]"),
        "trace_id" or "trace_ids" => Gen.OneOf("\"x\"", "[\"x\",\"y\"]", "\"tr-1\""),
        "locations" => Gen.OneOf("[]", "[{}]", """[{"type":"MLFLOW_EXPERIMENT","mlflow_experiment":{"experiment_id":"0"}}]"""),
        "view_type" or "run_view_type" or "status" or "stage" => Gen.OneOf("\"ALL\"", "\"FINISHED\"", "\"Staging\"", "\"SPANS\"", "3", "1", "2147483648", "\"x\"", "true"),
        "source" => Gen.OneOf($"\"mlflow-artifacts:/0/{runId}/artifacts/m\"", "\"file:///etc\"", "\"../x\"", "\"s3://b/%2e%2e/x\"", "\"models:/m/1\"", "\"runs:/x/y\""),
        // Nothing that a test would connect to.
        "url" => Gen.OneOf("\"https://10.0.0.1/\"", "\"https://[::1]:0/\"", "\"http://x\"", "\"https://\\ud800/\"", "\"https://0x7f.1/\""),
        "events" => Gen.OneOf("[{\"entity\":\"REGISTERED_MODEL\",\"action\":\"CREATED\"}]", "[{\"entity\":3,\"action\":4}]", "[{}]", "[{\"entity\":\"PROMPT\"}]", "[null]"),
        "event" => Gen.OneOf("{\"entity\":1,\"action\":1}", "{}", "{\"entity\":99999999999}"),
        "page_token" => Gen.OneOf(s_scalars),
        "metric_name" => Gen.OneOf("\"latency\"", "\"trace_count\"", "\"span_count\"", "\"assessment_value\""),
        "aggregations" => Gen.OneOf("""[{"aggregation_type":"COUNT"}]""", """[{"aggregation_type":"AVG"},{"aggregation_type":4,"percentile_value":95}]""", """[{"aggregation_type":"PERCENTILE","percentile_value":"NaN"}]""", "[{}]"),
        "dimensions" => Gen.OneOf("[]", "[\"trace_name\"]", "[\"span_name\",\"span_name\"]", "[\"assessment_value\"]"),
        "filters" => Gen.OneOf("[]", """["trace.status = 'OK'"]""", """["span.name = 'x'"]""", """["trace.tag.a = 5"]""", """["assessment.type = 'feedback' AND trace.status = 'OK'"]"""),
        "time_interval_seconds" or "start_time_ms" or "end_time_ms" => Gen.OneOf("0", "1", "60", "-1", "9223372036854775807", "1795453595918"),
        "assessment" => Any.Select(value =>
            $$$"""{"assessment_name":"a","source":{"source_type":"HUMAN"},"feedback":{"value":{{{value}}}},"metadata":{"mlflow.trace.session":"s"},"create_time":"2026-01-31T23:59:59.999Z"}"""),
        "update_mask" => Gen.OneOf("\"feedback,metadata\"", "\"assessmentName\"", "\"expectation\"", "\",,\"", "\"valid\""),
        "records" => Gen.Select(Any, Any, Any).Select((inputs, expectations, source) => JsonSerializer.Serialize(
            $$"""[{"inputs": {"q": {{inputs}}}, "expectations": {{expectations}}, "outputs": {{inputs}}, "tags": {"t": {{expectations}}}, "source": {{source}}}]""")),
        "serialized_scorer" => Gen.OneOf(
            "\"{}\"", """ "{\"call_source\": 1}" """, """ "{\"builtin_scorer_pydantic_data\": {\"model\": \"gateway:/x\"}}" """, "\"[\"", """ "{\"builtin_scorer_pydantic_data\": 7}" """),
        "filter_string" => Gen.OneOf("\"\"", "\"name LIKE 'm%'\"", "\"created_time > 1e400\"", "\"tags.a != 'b'\"", "\"status = 'pending'\"", "\"a = \"", """ "name = '\u0000'" """),
        "username" => Gen.OneOf("\"guest\"", "\"guest\"", "\"nobody\""),
        "permission" => Gen.OneOf("\"READ\"", "\"MANAGE\"", "\"NO_PERMISSIONS\"", "\"x\""),
        "role_id" or "role_permission_id" or "token_id" or "expires_in_days" => Gen.Frequency((2, Gen.Int[0, 4].Select(number => $"{number}")), (1, Scalar)),
        "resource_type" => Gen.OneOf("\"experiment\"", "\"registered_model\"", "\"scorer\"", "\"workspace\"", "\"gateway_secret\"", "\"x\""),
        "resource_pattern" => Gen.OneOf("\"*\"", "\"0\"", "\"m\"", "\"0/m\""),
        "workspace" => Gen.OneOf("\"default\"", "\"a/b\""),
        "is_admin" => Gen.OneOf("false", "\"false\"", "1"),
        "password" or "current_password" => Gen.OneOf("\"a long password\"", "\"another long password\"", "\"short\""),
        "scope" => Gen.OneOf("\"read\"", "\"write\"", "\"x\""),
        "severity" => Gen.OneOf("\"high\"", "\"x\"", "2"),
        _ => Gen.OneOf("\"m\"", "\"x\"", "\"mine\""),
    };

    private static Gen<string> Messages(params string[] fields) => Message(fields).Array[0, 4].Select(items => $"[{string.Join(',', items)}]");

    private static Gen<string> Message(params string[] fields) => Sequence([.. fields.Select(field =>
        Gen.Frequency((5, Gen.OneOf("\"k\"", "1", "\"7\"").Select(value => $"\"{field}\":{value}")), (2, Any.Select(value => $"\"{field}\":{value}")), (1, Gen.Const(""))))])
        .Select(members => $"{{{string.Join(',', members.Where(member => member.Length > 0))}}}");
}
