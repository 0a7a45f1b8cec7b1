using System.Globalization;
using Mlops.Import.Mlflow;
using Mlops.Storage.Metrics;
using Mlops.Storage.Tests.Tracking;
using Mlops.Tests.PostgreSql;
using Mlops.Tracking;
using Mlops.Tracking.Evaluation;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;
using Npgsql;

namespace Mlops.Storage.Tests.Import;

/// <summary>Moving a whole MLflow database here.</summary>
public abstract class ImportStoreContract(Func<TrackingStores> create) : ImportContract(create)
{
    [Fact]
    public async Task Every_row_is_in_but_those_that_hang_on_nothing()
    {
        var tables = await ImportAsync(MlflowDatabase.Create(Folder.FullName));
        Assert.All(tables, table => Assert.True(table.IsComplete, table.ToString()));
        Assert.Equal(
            ["experiments 4", "experiment_tags 2", "runs 5", "tags 15", "params 10 (1 skipped)", "latest_metrics 8", "metrics 134 (1 skipped)", "datasets 3", "inputs (datasets) 3",
                "input_tags 2", "logged_models 2", "logged_model_params 1", "logged_model_tags 1", "logged_model_metrics 3", "inputs (models) 2", "registered_models 2", "registered_model_tags 1",
                "model_versions 2", "model_version_tags 1", "registered_model_aliases 1 (1 skipped)", "evaluation_datasets 1", "evaluation_dataset_tags 1", "entity_associations (datasets) 2",
                "evaluation_dataset_records 3", "scorers 2", "scorer_versions 3", "online_scoring_configs 1", "issues 2", "trace_info 3", "trace_tags 9 (1 skipped)",
                "trace_request_metadata 31", "trace_metrics 3", "spans 3 (1 skipped)", "span_metrics 3 (1 skipped)", "entity_associations (runs) 2", "entity_associations (prompts) 1 (1 skipped)",
                "assessments 7 (1 skipped)", "webhooks 3", "webhook_events 4"],
            tables.Select(table => $"{table.Name} {table.Found}{(table.Skipped > 0 ? $" ({table.Skipped} skipped)" : "")}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5000)]
    public async Task Names_with_a_character_that_PostgreSQL_can_not_keep_come_with_another_in_its_place(int rows)
    {
        const string more =
            """
            UPDATE experiments SET name = 'flood' || char(0) || 'model' WHERE experiment_id = 1; UPDATE experiment_tags SET key = key || char(0);
            UPDATE tags SET key = char(0) || key; UPDATE params SET key = key || char(0) || 'p'; UPDATE metrics SET key = key || char(0); UPDATE latest_metrics SET key = key || char(0);
            UPDATE registered_models SET name = 'n' || char(0) || name; UPDATE registered_model_tags SET name = 'n' || char(0) || name, key = key || char(0);
            UPDATE model_versions SET name = 'n' || char(0) || name; UPDATE model_version_tags SET name = 'n' || char(0) || name, key = key || char(0);
            UPDATE registered_model_aliases SET name = 'n' || char(0) || name, alias = alias || char(0);
            UPDATE evaluation_datasets SET name = name || char(0); UPDATE evaluation_dataset_tags SET key = key || char(0); UPDATE scorers SET scorer_name = scorer_name || char(0);
            UPDATE issues SET name = name || char(0); UPDATE trace_tags SET key = key || char(0); UPDATE trace_request_metadata SET key = key || char(0);
            UPDATE logged_model_params SET param_key = param_key || char(0); UPDATE logged_model_tags SET tag_key = tag_key || char(0);
            UPDATE logged_model_metrics SET metric_name = metric_name || char(0); UPDATE webhooks SET name = name || char(0); UPDATE spans SET name = name || char(0);
            """;
        var plain = (await ImportAsync(await AnotherAsync(), MlflowDatabase.Create(Directory.CreateDirectory(Path.Combine(Folder.FullName, "plain")).FullName))).Select(table => (table.Name, table.Found, table.Skipped));
        var tables = await ImportAsync(MlflowDatabase.Create(Folder.FullName, more: more), new ImportOptions { BatchRows = rows, BatchPoints = rows });
        Assert.All(tables, table => Assert.True(table.IsComplete, table.ToString()));
        Assert.Equal(plain, tables.Select(table => (table.Name, table.Found, table.Skipped)));
        Assert.Equal("flood\uFFFDmodel", (await Stores.Experiments.GetAsync("", "1", Stop)).Name);
        Assert.Contains((await RunsAsync("1")).Values.SelectMany(run => run.Data.Params), parameter => parameter.Key.EndsWith("\uFFFDp", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_on_PostgreSQL_is_read_like_one_in_a_file_and_goes_on_after_a_stop()
    {
        Assert.SkipWhen(PostgreSqlPrograms.Find().Missing is not null, PostgreSqlPrograms.Find().Missing ?? "");
        var file = MlflowDatabase.Create(Folder.FullName);
        var server = await PostgreSqlServer.SharedAsync();
        var target = new NpgsqlConnectionStringBuilder(await server.CreateBareDatabaseAsync());
        await PostgreSqlSource.FillAsync(target.ToString(), file, Stop);
        var address = $"postgresql+psycopg2://{target.Username}:{Uri.EscapeDataString(target.Password ?? "unused")}@{target.Host}:{target.Port}/{target.Database}";
        var small = new ImportOptions { BatchRows = 3, BatchPoints = 5 };

        using (var stop = new StopAfter(20))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImportAsync(address, small, stop, stop.Token));
        }

        var tables = await ImportAsync(address, small);
        Assert.All(tables, table => Assert.True(table.IsComplete, table.ToString()));
        Assert.Contains("metrics 134 (1 skipped)", tables.Select(table => $"{table.Name} {table.Found} ({table.Skipped} skipped)"));
        var second = (await RunsAsync("0", "1", "2", "3"))["second"];
        Assert.Equal((RunStatus.Finished, 1_700_000_001_000, "anna"), (second.Info.Status, second.Info.StartTime, second.Info.UserId));
        Assert.Equal(
            [new(5, 0, double.NaN), new(5, 0, 0), new(6, 1, double.MaxValue), new(7, -3, -double.MaxValue), new(8, 9007199254740993, 0)],
            await Stores.Metrics.GetHistoryAsync("", second.Info.RunId, "odd", Stop));
    }

    [Fact]
    public async Task Experiments_and_runs_keep_their_ids_times_and_stages()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName));
        var experiment = await Stores.Experiments.GetAsync("", "1", Stop);
        Assert.Equal(("flood-model", "mlflow-artifacts:/1", LifecycleStage.Active), (experiment.Name, experiment.ArtifactLocation, experiment.LifecycleStage));
        Assert.Contains(new Tag("mlflow.note.content", "Übersicht"), experiment.Tags);
        Assert.Equal(LifecycleStage.Deleted, (await Stores.Experiments.GetAsync("", "3", Stop)).LifecycleStage);

        var runs = await RunsAsync("0", "1", "2", "3");
        Assert.Equal(["first", "fourth", "gone", "second", "third"], runs.Keys.Order(StringComparer.Ordinal));
        var second = runs["second"];
        Assert.Equal((RunStatus.Finished, 1_700_000_001_000, 1_700_000_009_000, "anna"), (second.Info.Status, second.Info.StartTime, second.Info.EndTime, second.Info.UserId));
        Assert.Equal($"mlflow-artifacts:/1/{second.Info.RunId}/artifacts", second.Info.ArtifactUri);
        Assert.Equal([new Param("layers", "3"), new Param("rate", "0.1")], second.Data.Params.OrderBy(param => param.Key, StringComparer.Ordinal));
        Assert.Contains(new Tag("kind", "unit/test é"), second.Data.Tags);
        Assert.Contains(new Metric("loss", (1.0 / 25) + 1, 1_700_000_024_000, 24), second.Data.Metrics);
        Assert.Equal(LifecycleStage.Deleted, runs["third"].Info.LifecycleStage);
        Assert.Equal(RunStatus.Failed, runs["third"].Info.Status);

        var full = await Stores.Runs.GetAsync("", second.Info.RunId, Stop);
        Assert.Equal(["irises", "plain"], full.Inputs.DatasetInputs.Select(input => input.Dataset.Name).Order(StringComparer.Ordinal));
        Assert.Equal([new Tag("mlflow.data.context", "training")], full.Inputs.DatasetInputs.Single(input => input.Dataset.Name == "irises").Tags);
        Assert.Equal(7, Assert.Single(full.Outputs!.ModelOutputs).Step);
    }

    [Fact]
    public async Task Every_metric_point_comes_back_as_it_was()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName), new ImportOptions { BatchPoints = 7 });
        var runId = (await RunsAsync("1"))["second"].Info.RunId;
        Assert.Equal(
            [new(5, 0, double.NaN), new(5, 0, 0), new(6, 1, double.MaxValue), new(7, -3, -double.MaxValue), new(8, 9007199254740993, 0)],
            await Stores.Metrics.GetHistoryAsync("", runId, "odd", Stop));
        Assert.Equal(
            Enumerable.Range(0, 25).Select(step => new MetricPoint(1_700_000_000_000 + (step * 1000), step, (1.0 / (step + 1)) + 1)),
            await Stores.Metrics.GetHistoryAsync("", runId, "loss", Stop));
        var found = await Stores.Runs.SearchAsync("", new RunQuery(["1"], RunSearch.ParseFilter("metrics.loss > 1.03 AND params.rate = '0.1'").Comparisons, [], ViewType.ActiveOnly, 10, 0), Stop);
        Assert.Equal(runId, Assert.Single(found.Items).Info.RunId);
    }

    [Fact]
    public async Task Models_keep_their_versions_aliases_and_metrics_and_new_versions_follow()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName));
        var models = Stores.Get<IRegisteredModelStore>();
        var model = await models.GetAsync("", "net", Stop);
        Assert.Equal(("Segments water", "anna"), (model.Description, model.Tags.Single(tag => tag.Key == "owner").Value));
        Assert.Equal(("champion", "1"), (Assert.Single(model.Aliases).Alias, model.Aliases[0].Version));
        var versions = Stores.Get<IModelVersionStore>();
        var first = await versions.GetAsync("", "net", 1, Stop);
        Assert.Equal((ModelStage.Production, ModelVersionStatus.Ready, "first"), (first.CurrentStage, first.Status, first.Description));
        var created = await versions.CreateAsync("", new NewModelVersion { Name = "net", Source = "s", StorageLocation = "s" }, Stop);
        Assert.Equal("3", created.Version);

        var logged = Assert.Single((await Stores.LoggedModels.SearchAsync("", Query("1"), Stop)).Items);
        Assert.Equal(("net", LoggedModelStatus.Ready, "onnx"), (logged.Info.Name, logged.Info.Status, logged.Info.ModelType));
        Assert.Equal(["0.5", "0.6", "0.7"], logged.Data.Metrics.Select(metric => metric.Value.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal));
        Assert.StartsWith("models:/" + logged.Info.ModelId, first.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_evaluation_datasets_are_known_again_when_a_client_sends_them()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName));
        var dataset = Assert.Single((await Stores.Get<IEvaluationDatasetStore>().SearchAsync(
            "", new EvaluationDatasetQuery(["1"], [], EvaluationDatasetSearch.ParseOrderBy(null), 10, 0), Stop)).Items);
        Assert.Equal("questions", dataset.Name);
        var store = Stores.Get<IDatasetRecordStore>();
        var records = (await store.ReadAsync("", dataset.DatasetId, 10, null, Stop)).Items;
        Assert.Equal(["\"plain text\"", "{\"answer\":\"3 m\"}", "{}"], records.Select(record => record.Outputs?.Replace(": ", ":", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var again = await store.UpsertAsync("", dataset.DatasetId, DatasetRecordBatch.Parse("""[{"inputs": {"n": 1, "question": "Wie tief?"}}]"""), Stop);
        Assert.Equal((0, 1), (again.InsertedCount, again.UpdatedCount));
    }

    [Fact]
    public async Task A_database_of_an_older_version_is_read_with_what_it_has()
    {
        var tables = await ImportAsync(MlflowDatabase.Create(Folder.FullName, MlflowDatabase.Old));
        Assert.All(tables, table => Assert.True(table.IsComplete, table.ToString()));
        Assert.DoesNotContain(tables, table => table.Name == "logged_models");
        Assert.Equal(5, tables.Single(table => table.Name == "runs").Found);
        Assert.Equal(5, (await RunsAsync("0", "1", "2", "3")).Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(33)]
    public async Task A_stopped_import_goes_on_without_losing_or_doubling_a_row(int batches)
    {
        var source = MlflowDatabase.Create(Folder.FullName);
        var small = new ImportOptions { BatchRows = 3, BatchPoints = 11 };
        for (var attempt = 0; ; attempt++)
        {
            using var stop = new StopAfter(batches);
            try
            {
                var tables = await ImportAsync(source, small, stop, stop.Token);
                Assert.All(tables, table => Assert.True(table.IsComplete, table.ToString()));
                Assert.True(attempt > 0 || batches > 50);
                return;
            }
            catch (OperationCanceledException) when (attempt < 100)
            {
                if (attempt % 10 == 0)
                {
                    await Stores.ReopenAsync();
                }
            }
        }
    }

    [Fact]
    public async Task Everything_can_go_into_one_workspace()
    {
        var source = MlflowDatabase.Create(Folder.FullName);
        var tables = await ImportAsync(source, new ImportOptions { Workspace = "group/project" });
        Assert.All(tables, table => Assert.True(table.IsComplete, table.ToString()));
        var ours = await Stores.Experiments.GetByNameAsync("group/project", "Default", Stop);
        Assert.Equal("4", ours.ExperimentId);
        Assert.Equal("4", (await RunsAsync("group/project", ["0"]))["first"].Info.ExperimentId);
        Assert.Empty(await RunsAsync("", ["0", "1", "4"]));
        Assert.Equal("Default", (await Stores.Experiments.GetAsync("", "0", Stop)).Name);
    }

    [Fact]
    public async Task Workspaces_of_MLflow_become_workspaces_here()
    {
        var source = MlflowDatabase.Create(
            Folder.FullName, more: "UPDATE experiments SET workspace = 'team-a' WHERE experiment_id = 1; UPDATE registered_models SET workspace = 'team-a' WHERE name = 'empty';");
        Assert.All(await ImportAsync(source), table => Assert.True(table.IsComplete, table.ToString()));
        Assert.Equal(["second", "third"], (await RunsAsync("team-a", ["1"])).Keys.Order(StringComparer.Ordinal));
        Assert.Empty(await RunsAsync("", ["1"]));
        Assert.Equal("empty", (await Stores.Get<IRegisteredModelStore>().GetAsync("team-a", "empty", Stop)).Name);
    }

    [Fact]
    public async Task Artifact_roots_that_move_are_rewritten_and_no_others()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName), new ImportOptions { ArtifactRoots = ["s3://bucket/mlflow/"] });
        Assert.Equal("mlflow-artifacts:/elsewhere", (await Stores.Experiments.GetAsync("", "2", Stop)).ArtifactLocation);
        var run = (await RunsAsync("2"))["fourth"];
        Assert.Equal($"mlflow-artifacts:/elsewhere/{run.Info.RunId}/artifacts", run.Info.ArtifactUri);
        Assert.Equal("s3://bucket/mlflow-other/x", new ImportOptions { ArtifactRoots = ["s3://bucket/mlflow"] }.UriOf("s3://bucket/mlflow-other/x"));
    }

    [Fact]
    public async Task An_import_needs_a_new_database_and_goes_on_from_its_own_source_only()
    {
        var source = MlflowDatabase.Create(Folder.FullName);
        await ImportAsync(source);
        Assert.All(await ImportAsync(source), table => Assert.True(table.IsComplete, table.ToString()));
        var other = Folder.CreateSubdirectory("other").FullName;
        await Assert.ThrowsAsync<ImportException>(() => ImportAsync(MlflowDatabase.Create(other)));
        await Assert.ThrowsAsync<ImportException>(() => ImportAsync(source, new ImportOptions { Workspace = "another" }));

        var used = await AnotherAsync();
        await using var _ = (IAsyncDisposable)used;
        await used.Experiments.CreateAsync("", new NewExperiment("mine", null, []), Stop);
        await Assert.ThrowsAsync<ImportException>(() => ImportAsync(used, source));
    }

    [Fact]
    public async Task A_point_that_changed_is_noticed()
    {
        var source = MlflowDatabase.Create(Folder.FullName);
        await ImportAsync(source);
        await Stores.Database.WriteAsync(
            async session => await session.ExecuteAsync("UPDATE metric_chunks SET data = @0 WHERE id = (SELECT min(id) FROM metric_chunks)", MetricChunk.Encode([new MetricPoint(1, 2, 3)])), Stop);
        var metrics = (await ImportAsync(source)).Single(table => table.Name == "metrics");
        Assert.False(metrics.IsSame);
        Assert.False(metrics.IsComplete);
    }

    [Fact]
    public async Task Rows_that_came_after_the_import_are_noticed()
    {
        var source = MlflowDatabase.Create(Folder.FullName);
        await ImportAsync(source);
        MlflowDatabase.Change(source, "INSERT INTO experiments (experiment_id, name, workspace, lifecycle_stage) VALUES (77, 'late', 'default', 'active')");
        Assert.False((await ImportAsync(source)).Single(table => table.Name == "experiments").IsComplete);
    }

    [Fact]
    public async Task Work_goes_on_where_it_was_left()
    {
        await ImportAsync(MlflowDatabase.Create(Folder.FullName));
        await Stores.ReopenAsync();
        var created = await Stores.Experiments.CreateAsync("", new NewExperiment("after the move", null, []), Stop);
        Assert.Equal("4", created);
        var run = await Stores.Runs.CreateAsync("", new NewRun(created, "fresh", "anna", 1_800_000_000_000, []), Stop);
        var known = (await RunsAsync("1"))["second"].Info.RunId;
        foreach (var runId in (string[])[known, run.Info.RunId])
        {
            await Stores.Runs.LogBatchAsync("", runId, new RunBatch([new Metric("loss", 0.25, 1_800_000_000_000, 100), new Metric("new", 1, 2, 3)], [], [new Tag("moved", "yes")]), Stop);
        }

        var history = await Stores.Metrics.GetHistoryAsync("", known, "loss", Stop);
        Assert.Equal((26, new MetricPoint(1_800_000_000_000, 100, 0.25)), (history.Count, history[^1]));
        Assert.Equal([new MetricPoint(2, 3, 1)], await Stores.Metrics.GetHistoryAsync("", run.Info.RunId, "new", Stop));
        var found = await Stores.Runs.SearchAsync("", new RunQuery(["1", created], RunSearch.ParseFilter("metrics.loss = 0.25 AND tags.moved = 'yes'").Comparisons, [], ViewType.ActiveOnly, 10, 0), Stop);
        Assert.Equal(["fresh", "second"], found.Items.Select(item => item.Info.RunName).Order(StringComparer.Ordinal));
    }

    private static LoggedModelQuery Query(string experimentId) => new(new LoggedModelPageToken([experimentId], null, null), [], [], LoggedModelSearch.ParseOrderBy(null), 10, 0);
}
