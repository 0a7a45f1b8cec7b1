using CsCheck;
using Mlops.Tracking;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Search;

namespace Mlops.Storage.Tests.Tracking;

/// <summary>What every store of experiments finds (protocol 3.7 and 3.8).</summary>
public abstract class ExperimentSearchContract(TrackingStores stores) : TrackingContract(stores)
{
    private static readonly string[] s_names = ["Alpha", "alpha", "alp%", "al_ha", "beta", "Beta-2", "10% done", "ütf"];

    [Fact]
    public async Task The_newest_experiment_comes_first_and_the_smaller_id_of_equally_old_ones()
    {
        var older = await CreateExperimentAsync("older");
        Time.Milliseconds++;
        var first = await CreateExperimentAsync("first");
        var second = await CreateExperimentAsync("second");
        Assert.Equal([first, second, older], Ids(await SearchExperimentsAsync()));
    }

    [Fact]
    public async Task With_an_order_of_ones_own_the_larger_id_breaks_ties()
    {
        var first = await CreateExperimentAsync("first");
        var second = await CreateExperimentAsync("second");
        Assert.Equal([second, first], Ids(await SearchExperimentsAsync(orderBy: ["last_update_time"])));
        Assert.Equal([first, second], Ids(await SearchExperimentsAsync(orderBy: ["name ASC"])));
    }

    [Fact]
    public async Task The_view_chooses_the_lifecycle_stage()
    {
        var active = await CreateExperimentAsync("active");
        var deleted = await CreateExperimentAsync("deleted");
        await Experiments.SetLifecycleStageAsync(Workspace, deleted, LifecycleStage.Deleted, Stop);
        Assert.Equal([active], Ids(await SearchExperimentsAsync()));
        Assert.Equal([deleted], Ids(await SearchExperimentsAsync(view: ViewType.DeletedOnly)));
        Assert.Equal([active, deleted], Ids(await SearchExperimentsAsync(view: ViewType.All)));
    }

    [Fact]
    public async Task A_found_experiment_carries_its_tags()
    {
        await CreateExperimentAsync("tagged", null, new Tag("a", "1"));
        Assert.Equal([new Tag("a", "1")], Assert.Single(await SearchExperimentsAsync("tags.a = '1'")).Tags);
    }

    [Fact]
    public async Task A_search_finds_what_a_plain_evaluation_finds()
    {
        var random = new Random(20);
        for (var i = 0; i < 24; i++)
        {
            Time.Milliseconds += random.Next(2);
            Tag[] tags = random.Next(3) switch { 0 => [], 1 => [new("team", s_names[random.Next(s_names.Length)])], _ => [new("team", "beta"), new("x", "")] };
            await CreateExperimentAsync($"{s_names[i % s_names.Length]}{(i < s_names.Length ? "" : i)}", null, tags);
        }

        var all = await SearchExperimentsAsync();
        Assert.Equal(24, all.Count);
        var times = all.Select(experiment => experiment.CreationTime!.Value).ToArray();
        var texts = Gen.OneOf([.. s_names, "al%", "AL%", "_lpha", "%", "", "%-%"]).Select(FilterValue.FromText);
        var conditions = Gen.OneOf(
            Naive.Comparisons(EntityKind.Attribute, ["name"], Naive.Matching, texts),
            Naive.Comparisons(EntityKind.Tag, ["team", "x", "never"], Naive.Matching, texts),
            Naive.Comparisons(EntityKind.Tag, ["team", "x", "never"], Naive.NullChecks, Gen.Const(FilterValue.None)),
            Naive.Comparisons(EntityKind.Attribute, ["creation_time", "last_update_time"], Naive.Ordering, Gen.OneOf(times).Select(FilterValue.FromInteger)));
        var orders = Gen.Select(Gen.OneOf("name", "creation_time", "last_update_time", "experiment_id"), Gen.Bool)
            .Select((key, ascending) => new OrderBy(EntityKind.Attribute, key, ascending)).Array[0, 3]
            .Where(array => array.DistinctBy(order => order.Key).Count() == array.Length);
        await Gen.Select(conditions.Array[0, 3], orders, Gen.Int[1, 30]).SampleAsync(
            async (filter, orderBy, pageSize) =>
            {
                var texts = orderBy.Select(order => order.ToString()).ToArray();
                var found = await SearchExperimentsAsync(string.Join(" AND ", filter), texts, pageSize: pageSize);
                Assert.Equal(Ids(Evaluate(all, filter, ExperimentSearch.ParseOrderBy(texts))), Ids(found));
            },
            iter: 200, threads: 1);
    }

    private static List<Experiment> Evaluate(List<Experiment> all, Comparison[] filter, IEnumerable<OrderBy> orderBy) =>
        [.. all.Where(experiment => filter.All(comparison => Holds(experiment, comparison))).Order(Comparer<Experiment>.Create((left, right) =>
            orderBy.Select(order => (order.Ascending ? 1 : -1) * (order.Key == "name"
                ? string.CompareOrdinal(left.Name, right.Name)
                : Number(left, order.Key).CompareTo(Number(right, order.Key)))).FirstOrDefault(compared => compared != 0)))];

    private static bool Holds(Experiment experiment, Comparison comparison) => comparison switch
    {
        { Entity: EntityKind.Tag } => Naive.Text(experiment.Tags.FirstOrDefault(tag => tag.Key == comparison.Key)?.Value, comparison),
        { Key: "name" } => Naive.Text(experiment.Name, comparison),
        _ => Naive.Number(Number(experiment, comparison.Key), comparison),
    };

    private static long Number(Experiment experiment, string key) => key switch
    {
        "creation_time" => experiment.CreationTime!.Value,
        "last_update_time" => experiment.LastUpdateTime!.Value,
        _ => long.Parse(experiment.ExperimentId, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static IEnumerable<string> Ids(IEnumerable<Experiment> experiments) => experiments.Select(experiment => experiment.ExperimentId);
}
