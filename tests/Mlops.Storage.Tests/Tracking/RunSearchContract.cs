using CsCheck;
using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.Tracking;

/// <summary>What every store of runs finds (protocol 3.7 and 3.8).</summary>
public abstract class RunSearchContract(TrackingStores stores) : TrackingContract(stores)
{
    private static readonly string[] s_texts = ["a", "A", "ab", "a%", "a_b", "10%", "", "ü", "zz top"];

    [Fact]
    public async Task The_run_that_started_last_comes_first_and_the_smaller_id_of_equal_ones()
    {
        var experimentId = await CreateExperimentAsync();
        var late = await CreateRunAsync(experimentId, startTime: 20);
        string[] early = [await CreateRunAsync(experimentId, startTime: 10), await CreateRunAsync(experimentId, startTime: 10)];
        Assert.Equal([late, .. early.Order(StringComparer.Ordinal)], Ids(await SearchRunsAsync([experimentId])));
        Assert.Equal([.. early.Order(StringComparer.Ordinal), late], Ids(await SearchRunsAsync([experimentId], orderBy: ["start_time"])));
    }

    [Fact]
    public async Task What_lacks_a_metric_comes_last_in_both_directions_and_NaN_just_before()
    {
        var experimentId = await CreateExperimentAsync();
        var low = await CreateRunAsync(experimentId);
        var high = await CreateRunAsync(experimentId);
        var nan = await CreateRunAsync(experimentId);
        var missing = await CreateRunAsync(experimentId);
        await LogMetricsAsync(low, new Metric("loss", -double.MaxValue, 1, 1));
        await LogMetricsAsync(high, new Metric("loss", double.MaxValue, 1, 1));
        await LogMetricsAsync(nan, new Metric("loss", double.NaN, 1, 1));
        Assert.Equal([low, high, nan, missing], Ids(await SearchRunsAsync([experimentId], orderBy: ["metrics.loss ASC"])));
        Assert.Equal([high, low, nan, missing], Ids(await SearchRunsAsync([experimentId], orderBy: ["metrics.loss DESC"])));
    }

    [Theory]
    [InlineData("Überwachung", "überWACHUNG")]
    [InlineData("ВОДА", "%ода")]
    [InlineData("Νήσος", "ΝΉΣΟΣ")]
    [InlineData("École 'A'%_\\", "éCOLE%")]
    [InlineData("İstanbul", "İSTANBUL")]
    [InlineData("\ud801\udc00", "\ud801\udc28")]
    public async Task Ilike_disregards_case_in_every_script(string value, string pattern)
    {
        var experimentId = await CreateExperimentAsync();
        var runId = await CreateRunAsync(experimentId);
        await CreateRunAsync(experimentId);
        await LogTagsAsync(runId, new Tag("place", value));
        Assert.Equal([runId], Ids(await SearchRunsAsync([experimentId], $"tags.place ILIKE '{pattern}'")));
        Assert.Equal([runId], Ids(await SearchRunsAsync([experimentId], $"tags.place ILIKE '{pattern}' AND tags.place LIKE '%'")));
        Assert.Empty(await SearchRunsAsync([experimentId], $"tags.place LIKE '{pattern}'"));
    }

    [Fact]
    public async Task A_run_whose_metric_is_NaN_differs_from_every_number_and_lies_in_no_range()
    {
        var experimentId = await CreateExperimentAsync();
        var diverged = await CreateRunAsync(experimentId);
        var converged = await CreateRunAsync(experimentId);
        await LogMetricsAsync(diverged, new Metric("loss", double.NaN, 1, 1));
        await LogMetricsAsync(converged, new Metric("loss", 0.5, 1, 1));
        foreach (var bound in (string[])["0", "-1", "1", "1e308", "-1e308"])
        {
            foreach (var comparison in (string[])["=", "<", "<=", ">", ">="])
            {
                Assert.DoesNotContain(diverged, Ids(await SearchRunsAsync([experimentId], $"metrics.loss {comparison} {bound}")));
                Assert.DoesNotContain(
                    diverged, Ids(await SearchRunsAsync([experimentId], $"metrics.loss {comparison} {bound}", orderBy: ["metrics.loss ASC"])));
            }

            Assert.Contains(diverged, Ids(await SearchRunsAsync([experimentId], $"metrics.loss != {bound}")));
        }

        Assert.Equal([converged, diverged], Ids(await SearchRunsAsync([experimentId], "metrics.loss != 0", orderBy: ["metrics.loss ASC"])));
        Assert.Equal([converged], Ids(await SearchRunsAsync([experimentId], "metrics.loss < 1", orderBy: ["metrics.loss ASC"])));
    }

    [Theory]
    [InlineData("params.x")]
    [InlineData("tags.x")]
    [InlineData("attributes.end_time")]
    public async Task What_lacks_the_key_comes_last_in_both_directions(string key)
    {
        var experimentId = await CreateExperimentAsync();
        var low = await CreateRunAsync(experimentId);
        var high = await CreateRunAsync(experimentId);
        var missing = await CreateRunAsync(experimentId);
        foreach (var (runId, value) in (KeyValuePair<string, string>[])[new(low, "1"), new(high, "2")])
        {
            await LogAsync(runId, new RunBatch([], [new Param("x", value)], [new Tag("x", value)]));
            await Runs.UpdateAsync(Workspace, runId, new RunUpdate(null, value[0], null), Stop);
        }

        Assert.Equal([low, high, missing], Ids(await SearchRunsAsync([experimentId], orderBy: [key + " ASC"])));
        Assert.Equal([high, low, missing], Ids(await SearchRunsAsync([experimentId], orderBy: [key + " DESC"])));
    }

    [Fact]
    public async Task Only_the_runs_of_the_named_experiments_and_of_the_wanted_stage_are_found()
    {
        var mine = await CreateExperimentAsync("mine");
        var also = await CreateExperimentAsync("also");
        var other = await CreateExperimentAsync("other");
        var active = await CreateRunAsync(mine, startTime: 2);
        var deleted = await CreateRunAsync(also, startTime: 1);
        await CreateRunAsync(other);
        await Runs.SetLifecycleStageAsync(Workspace, deleted, LifecycleStage.Deleted, Stop);
        Assert.Equal([active], Ids(await SearchRunsAsync([mine, also, mine])));
        Assert.Equal([deleted], Ids(await SearchRunsAsync([mine, also], view: ViewType.DeletedOnly)));
        Assert.Equal([active, deleted], Ids(await SearchRunsAsync([mine, also, "77777777"], view: ViewType.All)));
        Assert.Empty(await SearchRunsAsync([]));
        await InvalidAsync(() => SearchRunsAsync(["mine"]));
    }

    [Fact]
    public async Task Tens_of_thousands_of_experiments_may_be_named()
    {
        var experimentId = await CreateExperimentAsync();
        var runId = await CreateRunAsync(experimentId);
        await LogMetricsAsync(runId, new Metric("loss", 1, 1, 1));
        string[] experiments = [experimentId, .. Enumerable.Range(1_000_000, 40_000).Select(id => id.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal([runId], Ids(await SearchRunsAsync(experiments)));
        Assert.Equal([runId], Ids(await SearchRunsAsync(experiments, "metrics.loss > 0", ["metrics.loss"])));
    }

    [Fact]
    public async Task As_many_conditions_and_orders_as_the_language_allows_are_evaluated()
    {
        var experimentId = await CreateExperimentAsync();
        var runId = await CreateRunAsync(experimentId);
        await LogParamsAsync(runId, new Param("p", "1"));
        var filter = string.Join(" AND ", Enumerable.Repeat("params.p = '1'", 200));
        string[] orders = [.. Enumerable.Range(0, 50).Select(i => $"metrics.m{i} DESC")];
        Assert.Equal([runId], Ids(await SearchRunsAsync([experimentId], filter, orders)));
    }

    [Fact]
    public async Task A_found_run_carries_all_that_it_logged()
    {
        var experimentId = await CreateExperimentAsync();
        var runId = await CreateRunAsync(experimentId);
        await CreateRunAsync(experimentId);
        await LogAsync(runId, new RunBatch([new Metric("m", double.NaN, 1, 2)], [new Param("p", "1")], [new Tag("t", "1")]));
        await Runs.LogInputsAsync(Workspace, runId, new RunInputs { DatasetInputs = [Dataset("d", "train")] }, Stop);
        var found = (await SearchRunsAsync([experimentId])).Single(run => run.Info.RunId == runId);
        Assert.Equivalent(await GetRunAsync(runId), found, strict: true);
    }

    [Fact]
    public async Task A_search_finds_what_a_plain_evaluation_finds()
    {
        string[] experiments = [await CreateExperimentAsync("one"), await CreateExperimentAsync("two"), await CreateExperimentAsync("three")];
        var all = await FillAsync(experiments, 60);
        var ids = all.Select(run => run.Info.RunId).ToArray();
        var texts = Gen.OneOf([.. s_texts, "a_", "%B", "%", "_"]).Select(FilterValue.FromText);
        var lists = Gen.OneOf(ids).Array[1, 8].Select(list => FilterValue.FromList([.. list]));
        var numbers = Gen.OneOf(-1, 0, 0.5, 2, double.MaxValue, double.NegativeInfinity).Select(FilterValue.FromNumber);
        var times = Gen.OneOf(Gen.Long[-1, 5].Select(FilterValue.FromInteger), Gen.OneOf(1.5, 2.0).Select(FilterValue.FromNumber));
        var datasets = Gen.OneOf("d1", "d2", "train", "d%", "none").Select(FilterValue.FromText);
        var conditions = Gen.OneOf(
            Naive.Comparisons(EntityKind.Metric, ["loss", "acc", "never"], Naive.Ordering, numbers),
            Naive.Comparisons(EntityKind.Parameter, ["p", "never"], Naive.Matching, texts),
            Naive.Comparisons(EntityKind.Tag, ["t", "never", "mlflow.runName"], Naive.Matching, texts),
            Naive.Comparisons(EntityKind.Parameter, ["p", "never"], Naive.NullChecks, Gen.Const(FilterValue.None)),
            Naive.Comparisons(EntityKind.Tag, ["t", "never"], Naive.NullChecks, Gen.Const(FilterValue.None)),
            Naive.Comparisons(EntityKind.Attribute, ["run_name", "user_id"], Naive.Matching, texts),
            Naive.Comparisons(EntityKind.Attribute, ["status"], Naive.Matching, Gen.OneOf("RUNNING", "FINISHED", "F%", "running").Select(FilterValue.FromText)),
            Naive.Comparisons(EntityKind.Attribute, ["artifact_uri"], [ComparisonOperator.Like], Gen.OneOf([.. experiments.Select(id => $"%:/{id}/%"), "%artifacts"]).Select(FilterValue.FromText)),
            Naive.Comparisons(EntityKind.Attribute, ["start_time", "end_time"], Naive.Ordering, times),
            Naive.Comparisons(EntityKind.Attribute, ["run_id"], Naive.Listing, lists),
            Naive.Comparisons(EntityKind.Dataset, ["name", "digest", "context"], Naive.Matching, datasets),
            Naive.Comparisons(EntityKind.Dataset, ["name", "context"], Naive.Listing, Gen.OneOf("d1", "d2", "train").Array[1, 2].Select(list => FilterValue.FromList([.. list]))));
        var order = Gen.Select(
            Gen.OneOf(
                Gen.OneOf("loss", "acc", "never").Select(key => (EntityKind.Metric, key)),
                Gen.OneOf("p", "never").Select(key => (EntityKind.Parameter, key)),
                Gen.OneOf("t", "mlflow.runName").Select(key => (EntityKind.Tag, key)),
                Gen.OneOf("run_id", "run_name", "user_id", "status", "start_time", "end_time", "artifact_uri").Select(key => (EntityKind.Attribute, key))),
            Gen.Bool).Select((key, ascending) => new OrderBy(key.Item1, key.key, ascending));
        var plain = Gen.Select(conditions.Array[0, 3], order.Array[0, 3]);
        // Where the first order is a metric that the filter bounds, an index may drive the search.
        var driven = Gen.Select(
            plain, Naive.Comparisons(EntityKind.Metric, ["loss", "acc"], Naive.Ordering, numbers), Gen.Bool,
            (query, bound, ascending) => ((Comparison[])[.. query.Item1, bound], (OrderBy[])[new(EntityKind.Metric, bound.Key, ascending), .. query.Item2]));
        var queries = Gen.OneOf(plain, driven).Where(query => query.Item2.DistinctBy(key => (key.Entity, key.Key)).Count() == query.Item2.Length);
        await Gen.Select(queries, Gen.OneOf([.. experiments, "66666666"]).Array[1, 3], Gen.OneOf(ViewType.ActiveOnly, ViewType.DeletedOnly, ViewType.All), Gen.Int[3, 70]).SampleAsync(
            async (query, searched, view, pageSize) =>
            {
                var orders = query.Item2.Select(key => key.ToString()).ToArray();
                var found = await SearchRunsAsync(searched, string.Join(" AND ", query.Item1), orders, view, pageSize);
                var expected = all
                    .Where(run => searched.Contains(run.Info.ExperimentId) && IsIn(view, run) && query.Item1.All(comparison => Holds(run, comparison)))
                    .Order(NaiveOrder(RunSearch.ParseOrderBy(orders)));
                Assert.Equal(Ids(expected), Ids(found));
            },
            iter: 400, threads: 1);
    }

    private async Task<List<Run>> FillAsync(string[] experiments, int count)
    {
        var random = new Random(7);
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var name = Any(s_texts);
            var run = await Runs.CreateAsync(
                Workspace, new NewRun(Any(experiments), name, Any(s_texts), random.Next(5), [new Tag("mlflow.runName", name)]), Stop);
            ids.Add(run.Info.RunId);
        }

        await Task.WhenAll(ids.Select(async runId =>
        {
            var batch = new RunBatch(
                [.. Some(new Metric("loss", Any([-1, 0, 0.5, 2, double.NaN, double.MaxValue]), 1, 1)), .. Some(new Metric("acc", random.Next(3), 1, 1))],
                [.. Some(new Param("p", Any(s_texts)))],
                [.. Some(new Tag("t", Any(s_texts)))]);
            var update = new RunUpdate(Any(Enum.GetValues<RunStatus>()), random.Next(2) == 0 ? null : random.Next(1, 5), null);
            DatasetInput[] inputs = [.. Some(Dataset("d1", "train")), .. Some(Dataset("d2", Any(["train", "d1"])))];
            var deleted = random.Next(5) == 0;
            await LogAsync(runId, batch);
            await Runs.UpdateAsync(Workspace, runId, update, Stop);
            await Runs.LogInputsAsync(Workspace, runId, new RunInputs { DatasetInputs = inputs }, Stop);
            if (deleted)
            {
                await Runs.SetLifecycleStageAsync(Workspace, runId, LifecycleStage.Deleted, Stop);
            }
        }));
        return [.. await Task.WhenAll(ids.Select(runId => GetRunAsync(runId)))];

        T Any<T>(T[] values) => values[random.Next(values.Length)];
        IEnumerable<T> Some<T>(T value) => random.Next(3) == 0 ? [] : [value];
    }

    private static DatasetInput Dataset(string name, string context) => new()
    {
        Tags = [new Tag("mlflow.data.context", context), new Tag("other", "d2")],
        Dataset = new Dataset { Name = name, Digest = name == "d1" ? "d2" : "x", SourceType = "code", Source = "{}" },
    };

    private static bool IsIn(ViewType view, Run run) => view == ViewType.All || (run.Info.LifecycleStage == LifecycleStage.Active) == (view == ViewType.ActiveOnly);

    private static bool Holds(Run run, Comparison comparison) => comparison.Entity switch
    {
        EntityKind.Metric => Naive.Number(run.Data.Metrics.FirstOrDefault(metric => metric.Key == comparison.Key)?.Value, comparison),
        EntityKind.Parameter => Naive.Text(run.Data.Params.FirstOrDefault(param => param.Key == comparison.Key)?.Value, comparison),
        EntityKind.Tag => Naive.Text(run.Data.Tags.FirstOrDefault(tag => tag.Key == comparison.Key)?.Value, comparison),
        EntityKind.Dataset => run.Inputs.DatasetInputs.Any(input => Naive.Text(DatasetText(input, comparison.Key), comparison)),
        _ when comparison.Key is "start_time" or "end_time" => Naive.Number(TimeOf(run, comparison.Key), comparison),
        _ => Naive.Text(Attribute(run, comparison.Key), comparison),
    };

    private static string? DatasetText(DatasetInput input, string key) => key switch
    {
        "name" => input.Dataset.Name,
        "digest" => input.Dataset.Digest,
        _ => input.Tags.FirstOrDefault(tag => tag.Key == "mlflow.data.context")?.Value,
    };

    private static long? TimeOf(Run run, string key) => key == "start_time" ? run.Info.StartTime : run.Info.EndTime;

    private static string? Attribute(Run run, string key) => key switch
    {
        "run_id" => run.Info.RunId,
        "run_name" => run.Info.RunName,
        "user_id" => run.Info.UserId,
        "status" => run.Info.Status.ToString().ToUpperInvariant(),
        _ => run.Info.ArtifactUri,
    };

    private static Comparer<Run> NaiveOrder(IReadOnlyList<OrderBy> orders) => Comparer<Run>.Create((left, right) =>
        orders.Select(order => Compare(left, right, order)).FirstOrDefault(compared => compared != 0));

    private static int Compare(Run left, Run right, OrderBy order)
    {
        var (leftRank, leftValue) = Rank(left, order);
        var (rightRank, rightValue) = Rank(right, order);
        if (leftRank != rightRank)
        {
            return leftRank.CompareTo(rightRank);
        }

        var compared = leftValue is string text ? string.CompareOrdinal(text, (string)rightValue!) : System.Collections.Comparer.DefaultInvariant.Compare(leftValue, rightValue);
        return order.Ascending ? compared : -compared;
    }

    /// <summary>0 with the value to compare, 1 for NaN, 2 for what is missing.</summary>
    private static (int Rank, object? Value) Rank(Run run, OrderBy order)
    {
        object? value = order.Entity switch
        {
            EntityKind.Metric => run.Data.Metrics.FirstOrDefault(metric => metric.Key == order.Key)?.Value,
            EntityKind.Parameter => run.Data.Params.FirstOrDefault(param => param.Key == order.Key)?.Value,
            EntityKind.Tag => run.Data.Tags.FirstOrDefault(tag => tag.Key == order.Key)?.Value,
            _ when order.Key is "start_time" or "end_time" => TimeOf(run, order.Key),
            _ => Attribute(run, order.Key),
        };
        return value switch { null => (2, null), double.NaN => (1, null), _ => (0, value) };
    }

    private static IEnumerable<string> Ids(IEnumerable<Run> runs) => runs.Select(run => run.Info.RunId);
}
