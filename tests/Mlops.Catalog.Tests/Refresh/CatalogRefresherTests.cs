using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Refresh;
using Mlops.Catalog.Tests.Fakes;

namespace Mlops.Catalog.Tests.Refresh;

public sealed class CatalogRefresherTests : IDisposable
{
    private const string Model = "---\ntopics: [sharinghub:aimodel]\n---\n";
    private const string Derived = "---\ntopics: [sharinghub:aimodel]\nrelated: {dataset: 'https://forge/g/data'}\n---\n";
    private const string Data = "---\ntopics: [sharinghub:dataset]\n---\n";

    private readonly ProjectFolders _folders = new();
    private readonly MemoryIndex _index = new();
    private readonly MemoryModels _models = new();
    private readonly CatalogRefresher _refresher;

    public CatalogRefresherTests() => _refresher = Refresher(_folders.Source());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _refresher.Dispose();
        _folders.Dispose();
    }

    [Fact]
    public async Task Only_what_changed_is_built_anew()
    {
        _folders.Write("a/README.md", Model);
        _folders.Write("b/README.md", Data);
        _folders.Write("uncategorised/README.md", "---\ntopics: [other]\n---\n");

        Assert.Equal(new(3, 3, 0, 0), await _refresher.RefreshAsync(Cancel));
        Assert.Equal(new(3, 0, 0, 0), await _refresher.RefreshAsync(Cancel));

        _folders.Write("b/new.csv", "x");
        Assert.Equal(new(3, 1, 0, 0), await _refresher.RefreshAsync(Cancel));
        Assert.Contains("new.csv", _index.Items.Single(item => item.Id == "b").Assets.Keys);
    }

    [Fact]
    public async Task A_restart_builds_nothing_anew_and_other_options_build_all()
    {
        _folders.Write("a/README.md", Model);
        await _refresher.RefreshAsync(Cancel);

        using var restarted = Refresher(_folders.Source());
        Assert.Equal(0, (await restarted.RefreshAsync(Cancel)).Changed);

        using var renamed = new CatalogRefresher(
            [_folders.Source()], _models, _index, new CatalogOptions { Title = "Other" }, TimeProvider.System, NullLogger<CatalogRefresher>.Instance);
        Assert.Equal(1, (await renamed.RefreshAsync(Cancel)).Changed);
    }

    [Fact]
    public async Task What_vanished_is_removed()
    {
        _folders.Write("a/README.md", Model);
        _folders.Write("b/README.md", Data);
        await _refresher.RefreshAsync(Cancel);
        Directory.Delete(_folders.PathOf("a"), recursive: true);

        Assert.Equal(new(1, 0, 1, 0), await _refresher.RefreshAsync(Cancel));
        Assert.Equal(["b"], _index.Items.Select(item => item.Id));
    }

    [Fact]
    public async Task A_project_that_changes_category_changes_collection()
    {
        _folders.Write("a/README.md", Model);
        await _refresher.RefreshAsync(Cancel);
        _folders.Write("a/README.md", Data);
        await _refresher.RefreshAsync(Cancel);

        Assert.Equal("dataset", Assert.Single(_index.Items).Collection);
    }

    [Fact]
    public async Task A_registered_version_appears_at_the_next_look_or_on_demand()
    {
        _folders.Write("a/README.md", Model);
        await _refresher.RefreshAsync(Cancel);

        _models.Versions["a"] = [MemoryModels.Flood("1")];
        Assert.Equal(1, (await _refresher.RefreshAsync(Cancel)).Changed);

        _models.Versions["a"] = [MemoryModels.Flood("2"), MemoryModels.Flood("1")];
        var entry = Assert.Single(await _refresher.RefreshProjectAsync("a", Cancel));
        Assert.Contains("models:/flood/2", entry.Item.Assets.Keys);
        Assert.Equal(0, (await _refresher.RefreshAsync(Cancel)).Changed);
    }

    [Fact]
    public async Task On_demand_a_project_that_is_none_is_removed_or_passed_over()
    {
        _folders.Write("a/README.md", Model);
        await _refresher.RefreshAsync(Cancel);
        Directory.Delete(_folders.PathOf("a"), recursive: true);

        Assert.Empty(await _refresher.RefreshProjectAsync("a", Cancel));
        Assert.Empty(await _refresher.RefreshProjectAsync("", Cancel));
        Assert.Empty(await _refresher.RefreshProjectAsync("../x", Cancel));
        Assert.Empty(_index.Items);
    }

    [Fact]
    public async Task A_link_to_a_project_that_appears_or_goes_follows_it()
    {
        _folders.Write("a/README.md", Derived);
        await _refresher.RefreshAsync(Cancel);
        Assert.Equal("https://forge/g/data", DerivedFrom());

        _folders.Write("g/data/README.md", Data);
        Assert.Equal(2, (await _refresher.RefreshAsync(Cancel)).Changed);
        Assert.Equal("/api/stac/collections/dataset/items/g/data", DerivedFrom());

        Directory.Delete(_folders.PathOf("g"), recursive: true);
        Assert.Equal(1, (await _refresher.RefreshAsync(Cancel)).Changed);
        Assert.Equal("https://forge/g/data", DerivedFrom());

        string DerivedFrom() => _index.Items.Single(item => item.Id == "a").Links.Single(link => link.Rel == "derived_from").Href;
    }

    [Fact]
    public async Task A_source_that_fails_removes_nothing()
    {
        _folders.Write("a/README.md", Model);
        await _refresher.RefreshAsync(Cancel);

        using var failing = Refresher(new FailingSource());

        Assert.Equal(new(0, 0, 0, 0), await failing.RefreshAsync(Cancel));
        Assert.Single(_index.Items);
    }

    [Fact]
    public async Task A_project_that_fails_stays_and_stops_no_other()
    {
        _folders.Write("a/README.md", Model);
        _folders.Write("b/README.md", Model);
        await _refresher.RefreshAsync(Cancel);
        _folders.Write("b/more.onnx", "x");

        using var failing = Refresher(new FailingProject(_folders.Source(), "a"));

        Assert.Equal(new(2, 1, 0, 1), await failing.RefreshAsync(Cancel));
        Assert.Equal(2, _index.Items.Count());
    }

    [Fact]
    public async Task Of_two_sources_with_the_same_project_the_first_counts()
    {
        using var others = new ProjectFolders();
        _folders.Write("a/README.md", "---\ntopics: [sharinghub:aimodel]\ntitle: first\n---\n");
        others.Write("a/README.md", "---\ntopics: [sharinghub:aimodel]\ntitle: second\n---\n");
        using var refresher = Refresher(_folders.Source(), others.Source());

        await refresher.RefreshAsync(Cancel);

        Assert.Equal("first", Assert.Single(_index.Items).Properties.Title);
    }

    [Fact]
    public async Task While_it_runs_it_follows_the_folders()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        _folders.Write("a/README.md", Model);
        var running = _refresher.RunAsync(stop.Token);

        await _index.UntilAsync(() => _index.Items.Any(item => item.Id == "a"), Cancel);
        _folders.Write("b/README.md", Data);
        await _index.UntilAsync(() => _index.Items.Any(item => item.Id == "b"), Cancel);
        Directory.Delete(_folders.PathOf("a"), recursive: true);
        await _index.UntilAsync(() => _index.Items.All(item => item.Id != "a"), Cancel);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task What_a_refresh_saw_and_no_notice_told_of_is_looked_at_again()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var time = new HandTimers();
        using var refresher = new CatalogRefresher(
            [new SilentSource(_folders.Source())], _models, _index, new CatalogOptions(), time, NullLogger<CatalogRefresher>.Instance);
        _folders.Write("a/README.md", Model);
        _folders.Write("b/README.md", Data);
        var running = refresher.RunAsync(stop.Token);
        await _index.UntilAsync(() => _index.Items.Count() == 2, Cancel);

        Directory.Delete(_folders.PathOf("b"), recursive: true);
        await time.FireAsync(TimeSpan.FromSeconds(10), Cancel);
        await _index.UntilAsync(() => _index.Items.All(item => item.Id != "b"), Cancel);
        await time.FireAsync(TimeSpan.FromSeconds(10), Cancel);
        var nowAndThen = await time.UntilSetAsync(TimeSpan.FromMinutes(5), Cancel);
        _folders.Write("c/README.md", Data);
        nowAndThen.Fire();
        await _index.UntilAsync(() => _index.Items.Any(item => item.Id == "c"), Cancel);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_refresh_that_finds_nothing_does_not_put_off_the_second_look_at_what_changed_before_it()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var time = new HandTimers();
        var source = new ToldSource(_folders.Source());
        using var refresher = new CatalogRefresher([source], _models, _index, new CatalogOptions(), time, NullLogger<CatalogRefresher>.Instance);
        _folders.Write("a/README.md", Model);
        var running = refresher.RunAsync(stop.Token);
        await source.UntilListedAsync(1, Cancel);

        // That a third one has begun tells that the second has ended.
        source.Tell();
        await source.UntilListedAsync(2, Cancel);
        source.Tell();
        await source.UntilListedAsync(3, Cancel);
        Directory.Delete(_folders.PathOf("a"), recursive: true);
        await time.FireAsync(TimeSpan.FromSeconds(10), Cancel);
        await _index.UntilAsync(() => !_index.Items.Any(), Cancel);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private CatalogRefresher Refresher(params IProjectSource[] sources) =>
        new(sources, _models, _index, new CatalogOptions(), TimeProvider.System, NullLogger<CatalogRefresher>.Instance);

    private sealed class FailingSource : IProjectSource
    {
        public string Name => "failing";

        public Task<ProjectPage> ListAsync(string? cursor, CancellationToken cancellationToken) => throw new IOException("no forge");

        public Task<Project?> GetAsync(string projectPath, CancellationToken cancellationToken) => throw new IOException("no forge");

        public Task<ProjectContent?> OpenAsync(string projectPath, string filePath, ByteRange? range, CancellationToken cancellationToken) => throw new IOException("no forge");

        public async IAsyncEnumerable<ProjectChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Channel.CreateUnbounded<int>().Reader.ReadAsync(cancellationToken);
            yield break;
        }
    }

    /// <summary>A source that never gives notice.</summary>
    private sealed class SilentSource(IProjectSource inner) : IProjectSource
    {
        public string Name => "silent";

        public Task<ProjectPage> ListAsync(string? cursor, CancellationToken cancellationToken) => inner.ListAsync(cursor, cancellationToken);

        public Task<Project?> GetAsync(string projectPath, CancellationToken cancellationToken) => inner.GetAsync(projectPath, cancellationToken);

        public Task<ProjectContent?> OpenAsync(string projectPath, string filePath, ByteRange? range, CancellationToken cancellationToken) =>
            inner.OpenAsync(projectPath, filePath, range, cancellationToken);

        public async IAsyncEnumerable<ProjectChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Channel.CreateUnbounded<int>().Reader.ReadAsync(cancellationToken);
            yield break;
        }
    }

    /// <summary>A source that gives notice when it is told to.</summary>
    private sealed class ToldSource(IProjectSource inner) : IProjectSource
    {
        private readonly Channel<ProjectChange> _changes = Channel.CreateUnbounded<ProjectChange>();
        private readonly Channel<int> _listings = Channel.CreateUnbounded<int>();
        private int _listed;

        public string Name => "told";

        public void Tell() => _changes.Writer.TryWrite(new(null));

        public async Task UntilListedAsync(int times, CancellationToken cancellationToken)
        {
            while (await _listings.Reader.ReadAsync(cancellationToken) < times)
            {
            }
        }

        public async Task<ProjectPage> ListAsync(string? cursor, CancellationToken cancellationToken)
        {
            var page = await inner.ListAsync(cursor, cancellationToken);
            _listings.Writer.TryWrite(++_listed);
            return page;
        }

        public Task<Project?> GetAsync(string projectPath, CancellationToken cancellationToken) => inner.GetAsync(projectPath, cancellationToken);

        public Task<ProjectContent?> OpenAsync(string projectPath, string filePath, ByteRange? range, CancellationToken cancellationToken) =>
            inner.OpenAsync(projectPath, filePath, range, cancellationToken);

        public IAsyncEnumerable<ProjectChange> WatchAsync(CancellationToken cancellationToken) => _changes.Reader.ReadAllAsync(cancellationToken);
    }

    private sealed class FailingProject(IProjectSource inner, string path) : IProjectSource
    {
        public string Name => "failing";

        public async Task<ProjectPage> ListAsync(string? cursor, CancellationToken cancellationToken)
        {
            var page = await inner.ListAsync(cursor, cancellationToken);
            return page with { Projects = [.. page.Projects.Select(project => project.Path == path ? project with { ChangeKey = "new" } : project)] };
        }

        public Task<Project?> GetAsync(string projectPath, CancellationToken cancellationToken) =>
            projectPath == path ? throw new IOException("unreadable") : inner.GetAsync(projectPath, cancellationToken);

        public Task<ProjectContent?> OpenAsync(string projectPath, string filePath, ByteRange? range, CancellationToken cancellationToken) =>
            inner.OpenAsync(projectPath, filePath, range, cancellationToken);

        public IAsyncEnumerable<ProjectChange> WatchAsync(CancellationToken cancellationToken) => inner.WatchAsync(cancellationToken);
    }
}
