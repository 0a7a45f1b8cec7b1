using System.Net;
using System.Text;
using CsCheck;

namespace Mlops.Hosting.Tests.GraphQl;

/// <summary>What a query may cost is settled before anything of it runs (CVE-2025-0453).</summary>
public sealed class HostileQueryTests : IAsyncLifetime
{
    private const string Get = "query T { mlflowGetExperiment(input: {experimentId: \"0\"}) { ";
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(11, "GraphQL queries should have at most 10 root fields, got 11 root fields.")]
    [InlineData(1001, "Query exceeds maximum total selections of 1000")]
    public async Task Many_root_fields_are_refused(int count, string text) => Assert.Equal(
        [text],
        await _host.ErrorsAsync("{" + string.Concat(Enumerable.Range(0, count).Select(i => $"k{i}: test(inputString: \"abc\") {{ output }} ")) + "}"));

    [Fact]
    public async Task Many_aliases_are_refused() => Assert.Equal(
        ["GraphQL queries should have at most 10 aliases, got 11 aliases."],
        await _host.ErrorsAsync(Get + string.Concat(Enumerable.Range(0, 11).Select(i => $"e{i}: experiment {{ name }} ")) + "} }"));

    [Fact]
    public async Task Aliases_of_one_level_count_together_however_they_are_wrapped() => Assert.Equal(
        ["GraphQL queries should have at most 10 aliases, got 12 aliases."],
        await _host.ErrorsAsync(Get + string.Concat(Enumerable.Range(0, 12).Select(i => $"... {{ e{i}: experiment {{ name }} }} ")) + "} }"));

    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(5000)]
    public async Task Deep_queries_are_refused(int depth)
    {
        var query = Get + "experiment { " + string.Concat(Enumerable.Repeat("name { ", depth)) + "x" + new string('}', depth) + " } } }";
        Assert.Equal(["Query exceeds maximum depth of 10"], await _host.ErrorsAsync(query));
    }

    [Fact]
    public async Task Many_fields_are_refused() => Assert.Equal(
        ["Query exceeds maximum total selections of 1000"],
        await _host.ErrorsAsync(Get + "experiment { " + string.Concat(Enumerable.Range(0, 1002).Select(i => $"field_{i} ")) + "} } }"));

    [Fact]
    public async Task Fragments_that_multiply_are_refused()
    {
        // Written out, these are 10^20 fields.
        var fragments = string.Concat(Enumerable.Range(0, 20).Select(i =>
            $"fragment F{i} on MlflowExperiment {{ {string.Concat(Enumerable.Repeat(i == 19 ? "name " : $"...F{i + 1} ", 10))} }} "));
        Assert.Equal(["Query exceeds maximum total selections of 1000"], await _host.ErrorsAsync(Get + "experiment { ...F0 } } } " + fragments));
    }

    [Fact]
    public async Task Fragments_that_hold_themselves_are_refused() => Assert.Equal(
        ["Cannot spread fragment \"A\" within itself."],
        await _host.ErrorsAsync(Get + "experiment { ...A } } } fragment A on MlflowExperiment { name ...B } fragment B on MlflowExperiment { ...A }"));

    [Fact]
    public async Task A_fragment_hides_no_depth()
    {
        var query = Get + "experiment { ...A } } } fragment A on MlflowExperiment { " + string.Concat(Enumerable.Repeat("tags { ", 9)) + "key" + new string('}', 10);
        Assert.Equal(["Query exceeds maximum depth of 10"], await _host.ErrorsAsync(query));
    }

    [Fact]
    public async Task A_huge_query_is_refused_before_it_is_parsed() => Assert.Equal(
        ["Query exceeds maximum length of 100000 characters"],
        await _host.ErrorsAsync($"{{ test(inputString: \"{new string('a', 100_000)}\") {{ output }} }}"));

    [Theory]
    [InlineData("{ __schema { types { name } } }", "Cannot query field \"__schema\" on type \"Query\".")]
    [InlineData("{ __type(name: \"Query\") { name } }", "Cannot query field \"__type\" on type \"Query\".")]
    [InlineData("{ mlflowDeleteEverything { x } }", "Cannot query field \"mlflowDeleteEverything\" on type \"Query\".")]
    [InlineData("mutation { mlflowGetRun(input: {runId: \"x\"}) { run { info { runId } } } }", "Cannot query field \"mlflowGetRun\" on type \"Mutation\".")]
    [InlineData("subscription { x }", "Schema is not configured for subscriptions.")]
    [InlineData("{ test(inputString: \"x\") }", "Field \"test\" of type \"Test\" must have a selection of subfields.")]
    [InlineData("{ test(inputString: \"x\") { output { x } } }", "Field \"output\" must not have a selection since it has no subfields.")]
    [InlineData("{ test(inputString: \"x\") { output(a: 1) } }", "Unknown argument on field \"Test.output\".")]
    [InlineData("{ test(inputString: \"x\") { ...F } }", "Unknown fragment \"F\".")]
    [InlineData("{ test(inputString: \"x\") { ...F } } fragment F on Query { output }", "Fragment cannot be spread here as objects of type \"Test\" can never be of type \"Query\".")]
    [InlineData("{ test(inputString: \"x\") @defer { output } }", "Unknown directive \"@defer\".")]
    [InlineData("{ test(inputString: \"x\") @skip { output } }", "Directive \"@skip\" needs the argument \"if\" of type \"Boolean!\".")]
    [InlineData("query A($a: String!) { test(inputString: $a) { output } }", "Variable \"$a\" of a required type was not provided.")]
    [InlineData("{ test(inputString: $a) { output } }", "Variable \"$a\" is not defined.")]
    [InlineData("{ test(other: \"x\") { output } }", "Unknown argument \"other\" on field \"test\".")]
    [InlineData("{ mlflowGetRun(input: {runId: \"x\", evil: 1}) { run { info { runId } } } }", "Field \"evil\" is not defined by type \"MlflowGetRunInput\".")]
    [InlineData("{ mlflowGetRun(input: \"x\") { run { info { runId } } } }", "Expected type \"MlflowGetRunInput\" to be an object.")]
    [InlineData("{ a: test(inputString: \"x\") { output } a: test(inputString: \"y\") { output } }", "Fields \"a\" conflict. Use different aliases on the fields to fetch both if this was intentional.")]
    [InlineData("fragment F on Query { test(inputString: \"x\") { output } }", "Must provide an operation.")]
    [InlineData("query A { test(inputString: \"x\") { output } } query B { test(inputString: \"x\") { output } }", "Must provide operation name if query contains multiple operations.")]
    public async Task What_the_schema_does_not_have_is_named(string query, string text) => Assert.Equal([text], await _host.ErrorsAsync(query));

    [Fact]
    public async Task Half_a_surrogate_pair_is_no_text()
    {
        var answer = await _host.PostAsync("/graphql", new { query = "{ test(inputString: \"\\ud800\") { output } }" });
        Assert.Equal("""{"data":{"test":null},"errors":["A text holds half of a surrogate pair."]}""", answer.GetRawText());
    }

    [Fact]
    public async Task What_is_no_query_is_a_syntax_error() => Assert.StartsWith("Syntax Error: ", Assert.Single(await _host.ErrorsAsync("{ test(")), StringComparison.Ordinal);

    [Fact]
    public async Task A_list_of_queries_is_no_query()
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, "/graphql", new[] { new { query = "{ test(inputString: \"x\") { output } }" } });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public Task Whatever_stands_in_a_query_it_is_answered()
    {
        string[] pieces =
        [
            "{", "}", "(", ")", "[", "]", ":", "$a", "$a: String", "!", "...", "on", "@skip(if: true)", "query", "mutation", "fragment F on Query", "...F", "test", "inputString", "mlflowGetRun",
            "input", "runId", "run", "info", "\"\\u0000\"", "\"\\uD83D\"", "\"\"\"block\"\"\"", "1e999", "-0", "99999999999999999999", "null", "true", "ENUM", "# comment\n", "\uFEFF", "é", "{ test(inputString: \"x\") { output } }",
        ];
        return Gen.OneOf(pieces).Array[1, 25].SampleAsync(
            async parts =>
            {
                using var content = new StringContent(
                    System.Text.Json.JsonSerializer.Serialize(new { query = string.Join(' ', parts), variables = new { a = "\0" } }), Encoding.UTF8, "application/json");
                using var answer = await _host.Client.PostAsync(new Uri("/graphql", UriKind.Relative), content, TestContext.Current.CancellationToken);
                Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, string.Join(' ', parts));
            },
            iter: 500, threads: 2);
    }
}
