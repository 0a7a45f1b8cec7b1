using System.Net;
using System.Text.Json;

namespace Mlops.Hosting.Tests.Registry;

/// <summary>Prompts, call by call as <c>mlflow.genai</c> makes them: models and versions that carry tags of their own.</summary>
public sealed class PromptTests : IAsyncLifetime
{
    private const string Api = RegistryCalls.Api;
    private const string IsPrompt = "mlflow.prompt.is_prompt";
    private const string Text = "mlflow.prompt.text";
    private TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await TestHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Registering_a_prompt_makes_it_and_its_first_version()
    {
        // register_prompt looks first and takes a 404 for "not there yet".
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "Registered Model with name=greet not found"), await RefusedAsync("registered-models/get?name=greet"));

        await RegisterAsync("greet", "Hello {{name}}");
        var version = await RegisterAsync("greet", "Hi {{name}}", create: false);

        Assert.Equal(("2", "READY", "dummy-source", "None"), (version.Text("version"), version.Text("status"), version.Text("source"), version.Text("current_stage")));
        Assert.Equal(
            new Dictionary<string, string> { [IsPrompt] = "true", ["_mlflow_prompt_type"] = "text", [Text] = "Hi {{name}}" }, version.Tags());
        var prompt = (await _host.GetAsync(Api + "registered-models/get?name=greet")).GetProperty("registered_model");
        Assert.Equal("true", prompt.Tags()[IsPrompt]);
        Assert.Equal("2", prompt.GetProperty("latest_versions")[0].Text("version"));
    }

    [Fact]
    public async Task A_chat_prompt_keeps_its_messages_response_format_and_model_config_to_the_letter()
    {
        const string Messages = """[{"role": "system", "content": "Be \u00e9\n\"kind\""}, {"role": "user", "content": "{{question}} 😀"}]""";
        const string Format = """{"properties": {"answer": {"title": "Answer", "type": "string"}}, "type": "object"}""";
        const string Config = """{"model_name": "m", "temperature": 0.1}""";
        await _host.PostAsync(Api + "registered-models/create", new { name = "chat", tags = Tags((IsPrompt, "true")) });
        await _host.PostAsync(Api + "model-versions/create", new
        {
            name = "chat",
            source = "prompt-template",
            tags = Tags(
                (IsPrompt, "true"), (Text, Messages), ("_mlflow_prompt_type", "chat"), ("_mlflow_prompt_response_format", Format), ("_mlflow_prompt_model_config", Config)),
        });

        var tags = (await VersionAsync("chat", "1")).Tags();

        Assert.Equal((Messages, Format, Config), (tags[Text], tags["_mlflow_prompt_response_format"], tags["_mlflow_prompt_model_config"]));
    }

    [Fact]
    public async Task A_prompt_is_loaded_by_version_by_alias_and_as_the_latest()
    {
        await RegisterAsync("greet", "one");
        await RegisterAsync("greet", "two", create: false);
        await _host.PostAsync(Api + "registered-models/alias", new { name = "greet", alias = "prod", version = "1" });

        Assert.Equal("one", (await VersionAsync("greet", "1")).Tags()[Text]);
        Assert.Equal("one", (await AliasAsync("greet", "prod")).Tags()[Text]);
        Assert.Equal("two", (await AliasAsync("greet", "latest")).Tags()[Text]);
        Assert.Equal("prod", (await VersionAsync("greet", "1")).GetProperty("aliases")[0].GetString());

        await _host.SendAsync(HttpMethod.Delete, Api + "registered-models/alias", new { name = "greet", alias = "prod" });
        Assert.Equal(
            (HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE", "Registered model alias prod not found."), await RefusedAsync("registered-models/alias?name=greet&alias=prod"));
    }

    [Fact]
    public async Task Prompts_and_models_are_found_apart()
    {
        await RegisterAsync("greet", "Hello");
        await RegisterAsync("ask", "What?");
        await _host.CreateModelAsync("net");
        using var version = await _host.TryRegisterAsync("s3://bucket/net");

        Assert.Equal(["net"], await ModelsAsync(""));
        Assert.Equal(["net"], await ModelsAsync("tag.`mlflow.prompt.is_prompt` != 'true'"));
        Assert.Equal(["ask", "greet"], await ModelsAsync("tags.`mlflow.prompt.is_prompt` = 'true'"));
        Assert.Equal(["greet"], await ModelsAsync("tags.`mlflow.prompt.is_prompt` = 'true' AND name ILIKE '%GRE%'"));
        Assert.Equal(["net/1"], await VersionsAsync(""));
        Assert.Equal(["greet/1"], await VersionsAsync("name='greet' AND tags.`mlflow.prompt.is_prompt` = 'true'"));
    }

    [Fact]
    public async Task Versions_of_a_prompt_are_listed_newest_first_in_pages()
    {
        await RegisterAsync("greet", "1");
        for (var i = 2; i <= 3; i++)
        {
            await RegisterAsync("greet", $"{i}", create: false);
        }

        const string Search = Api + "model-versions/search?filter=name+%3D+%27greet%27+AND+tag.%60mlflow.prompt.is_prompt%60+%3D+%27true%27&max_results=2&order_by=version_number+DESC";
        var first = await _host.GetAsync(Search);
        var second = await _host.GetAsync(Search + "&page_token=" + Uri.EscapeDataString(first.Text("next_page_token")));

        Assert.Equal(["3", "2"], first.GetProperty("model_versions").EnumerateArray().Select(version => version.Text("version")));
        Assert.Equal(["1"], second.GetProperty("model_versions").EnumerateArray().Select(version => version.Text("version")));
        Assert.False(second.TryGetProperty("next_page_token", out _));
    }

    [Fact]
    public async Task Prompts_of_an_experiment_are_found_by_the_list_in_their_tag()
    {
        foreach (var (name, experiments) in new[] { ("one", ",1,"), ("both", ",1,12,"), ("twelve", ",12,"), ("none", "") })
        {
            await RegisterAsync(name, "text");
            await _host.PostAsync(Api + "registered-models/set-tag", new { name, key = "_mlflow_experiment_ids", value = experiments });
        }

        Assert.Equal(["both", "one"], await ModelsAsync("tags.`mlflow.prompt.is_prompt` = 'true' AND tags._mlflow_experiment_ids LIKE '%,1,%'"));
        Assert.Equal(["both", "twelve"], await ModelsAsync("tags.`mlflow.prompt.is_prompt` = 'true' AND tags._mlflow_experiment_ids LIKE '%,12,%'"));
    }

    [Fact]
    public async Task A_prompt_can_be_described_tagged_and_deleted()
    {
        await RegisterAsync("greet", "Hello");
        await _host.PostAsync(Api + "registered-models/set-tag", new { name = "greet", key = "team", value = "x" });
        await _host.PostAsync(Api + "model-versions/set-tag", new { name = "greet", version = "1", key = "team", value = "y" });
        Assert.Equal("x", (await _host.GetAsync(Api + "registered-models/get?name=greet")).GetProperty("registered_model").Tags()["team"]);
        Assert.Equal("y", (await VersionAsync("greet", "1")).Tags()["team"]);
        await _host.SendAsync(HttpMethod.Delete, Api + "registered-models/delete-tag", new { name = "greet", key = "team" });
        await _host.SendAsync(HttpMethod.Delete, Api + "model-versions/delete-tag", new { name = "greet", version = "1", key = "team" });
        Assert.DoesNotContain("team", (await VersionAsync("greet", "1")).Tags());

        await _host.SendAsync(HttpMethod.Delete, Api + "model-versions/delete", new { name = "greet", version = "1" });
        Assert.Equal(HttpStatusCode.NotFound, (await RefusedAsync("model-versions/get?name=greet&version=1")).Status);
        Assert.Equal((HttpStatusCode.NotFound, "RESOURCE_DOES_NOT_EXIST", "Latest version not found for model greet."), await RefusedAsync("registered-models/alias?name=greet&alias=latest"));
        await _host.SendAsync(HttpMethod.Delete, Api + "registered-models/delete", new { name = "greet" });
        Assert.Equal(HttpStatusCode.NotFound, (await RefusedAsync("registered-models/get?name=greet")).Status);
    }

    [Fact]
    public async Task A_prompt_and_a_model_can_not_share_a_name()
    {
        await RegisterAsync("greet", "Hello");
        await _host.CreateModelAsync("net");
        Assert.Equal("Prompt (name=greet) already exists.", await TakenAsync(new { name = "greet", tags = Tags((IsPrompt, "true")) }));
        Assert.StartsWith("Tried to create a registered model with name 'greet', but the name is already taken by a prompt.", await TakenAsync(new { name = "greet" }), StringComparison.Ordinal);
        Assert.StartsWith(
            "Tried to create a prompt with name 'net', but the name is already taken by a registered model.", await TakenAsync(new { name = "net", tags = Tags((IsPrompt, "true")) }),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_is_linked_to_a_run_and_to_a_logged_model_by_a_tag()
    {
        const string Linked = """[{"name": "greet", "version": "1"}]""";
        var runId = await _host.CreateRunAsync();
        await _host.PostAsync(Api + "runs/set-tag", new { run_id = runId, key = "mlflow.linkedPrompts", value = Linked });
        var run = (await _host.GetAsync(Api + "runs/get?run_id=" + runId)).GetProperty("run").GetProperty("data");
        Assert.Equal(Linked, run.Tags()["mlflow.linkedPrompts"]);

        var model = (await _host.PostAsync(Api + "logged-models", new { experiment_id = "0", name = "m" })).GetProperty("model").GetProperty("info").Text("model_id");
        await _host.SendAsync(HttpMethod.Patch, $"{Api}logged-models/{model}/tags", new { tags = Tags(("mlflow.linkedPrompts", Linked)) });
        Assert.Equal(Linked, (await _host.GetAsync($"{Api}logged-models/{model}")).GetProperty("model").GetProperty("info").Tags()["mlflow.linkedPrompts"]);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("file:/etc/passwd")]
    [InlineData("FILE:///etc")]
    [InlineData("%2Fetc%2Fpasswd")]
    [InlineData("..")]
    [InlineData("../../etc")]
    [InlineData("%252e%252e")]
    [InlineData("mlflow-artifacts:/../../etc")]
    [InlineData("http://host/..%2f..%2fetc")]
    public async Task The_mark_of_a_prompt_opens_no_way_to_files(string source)
    {
        // CVE-2026-2614: the tag used to switch the check of the source off.
        await _host.PostAsync(Api + "registered-models/create", new { name = "net", tags = Tags((IsPrompt, "true")) });
        using var answer = await _host.TryRegisterAsync(source, prompt: true);
        Assert.Equal((HttpStatusCode.BadRequest, "INVALID_PARAMETER_VALUE"), ((await answer.RefusalAsync()).Status, (await answer.RefusalAsync()).Code));
    }

    [Fact]
    public async Task A_version_that_becomes_a_prompt_later_keeps_the_source_that_was_checked()
    {
        await _host.CreateModelAsync("net");
        await _host.RegisterAsync("s3://bucket/net");
        await _host.PostAsync(Api + "model-versions/set-tag", new { name = "net", version = "1", key = IsPrompt, value = "true" });
        using var answer = await _host.Client.GetAsync("/model-versions/get-artifact?name=net&version=1&path=x", TestContext.Current.CancellationToken);
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    private static object[] Tags(params (string Key, string Value)[] tags) => [.. tags.Select(tag => (object)new { key = tag.Key, value = tag.Value })];

    private async Task<JsonElement> RegisterAsync(string name, string template, bool create = true)
    {
        if (create)
        {
            await _host.PostAsync(Api + "registered-models/create", new { name, tags = Tags((IsPrompt, "true")) });
        }

        return (await _host.PostAsync(Api + "model-versions/create", new
        {
            name,
            source = "dummy-source",
            tags = Tags((IsPrompt, "true"), ("_mlflow_prompt_type", "text"), (Text, template)),
        })).GetProperty("model_version");
    }

    private async Task<JsonElement> VersionAsync(string name, string version) =>
        (await _host.GetAsync($"{Api}model-versions/get?name={name}&version={version}")).GetProperty("model_version");

    private async Task<JsonElement> AliasAsync(string name, string alias) =>
        (await _host.GetAsync($"{Api}registered-models/alias?name={name}&alias={alias}")).GetProperty("model_version");

    private async Task<string[]> ModelsAsync(string filter)
    {
        var found = await _host.GetAsync(Api + "registered-models/search?filter=" + Uri.EscapeDataString(filter));
        return found.TryGetProperty("registered_models", out var models) ? [.. models.EnumerateArray().Select(model => model.Text("name"))] : [];
    }

    private async Task<string[]> VersionsAsync(string filter)
    {
        var found = await _host.GetAsync(Api + "model-versions/search?filter=" + Uri.EscapeDataString(filter));
        return found.TryGetProperty("model_versions", out var versions) ? [.. versions.EnumerateArray().Select(version => $"{version.Text("name")}/{version.Text("version")}")] : [];
    }

    private async Task<string> TakenAsync(object model)
    {
        using var answer = await _host.TryAsync(HttpMethod.Post, Api + "registered-models/create", model);
        var (status, code, message) = await answer.RefusalAsync();
        Assert.Equal((HttpStatusCode.BadRequest, "RESOURCE_ALREADY_EXISTS"), (status, code));
        return message;
    }

    private async Task<(HttpStatusCode Status, string Code, string Message)> RefusedAsync(string path)
    {
        using var answer = await _host.Client.GetAsync(Api + path, TestContext.Current.CancellationToken);
        return await answer.RefusalAsync();
    }
}
