using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Catalog.Projects;
using Mlops.Catalog.Refresh;
using Mlops.Catalog.Tests.Fakes;

namespace Mlops.Catalog.Tests.Refresh;

/// <summary>Changes of single projects, on one host and on several.</summary>
public sealed class ChangeTests : IDisposable
{
    private const string Model = "---\ntopics: [sharinghub:aimodel]\n---\n";
    private const string Derived = "---\ntopics: [sharinghub:aimodel]\nrelated: {dataset: 'https://forge/g/data'}\n---\n";
    private const string Data = "---\ntopics: [sharinghub:dataset]\n---\n";

    private readonly ProjectFolders _folders = new();
    private readonly MemoryIndex _index = new();
    private readonly MemoryModels _models = new();
    private readonly MemoryLeases _leases = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    private CatalogRefresher Host(IProjectSource source) =>
        new([source], _models, _index, new CatalogOptions(), TimeProvider.System, NullLogger<CatalogRefresher>.Instance, _leases);

    private static async Task WhileRunningAsync(CatalogRefresher refresher, Func<Task> work)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = refresher.RunAsync(stop.Token);
        await work();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_change_is_taken_to_its_project_without_another_listing()
    {
        var source = new ToldSource(_folders.Source());
        using var refresher = Host(source);
        _folders.Write("a/README.md", Model);
        _folders.Write("b/README.md", Model);
        await WhileRunningAsync(refresher, async () =>
        {
            await _index.UntilAsync(() => _index.Items.Count() == 2, Cancel);
            var asked = source.Asked.Count(path => path == "b");
            _folders.Write("a/new.onnx", "x");
            source.Tell("a");
            await _index.UntilAsync(() => _index.Items.Single(item => item.Id == "a").Assets.ContainsKey("new.onnx"), Cancel);
            Directory.Delete(_folders.PathOf("a"), recursive: true);
            source.Tell("a");
            await _index.UntilAsync(() => _index.Items.Count() == 1, Cancel);
            Assert.Equal((1, asked), (source.Listed, source.Asked.Count(path => path == "b")));
        });
    }

    [Fact]
    public async Task A_project_that_comes_or_goes_changes_those_that_refer_to_it()
    {
        var source = new ToldSource(_folders.Source());
        using var refresher = Host(source);
        _folders.Write("a/README.md", Derived);
        await WhileRunningAsync(refresher, async () =>
        {
            await _index.UntilAsync(() => _index.Items.Any(), Cancel);
            _folders.Write("g/data/README.md", Data);
            source.Tell("g/data");
            await _index.UntilAsync(() => DerivedFrom() == "/api/stac/collections/dataset/items/g/data", Cancel);
            Directory.Delete(_folders.PathOf("g"), recursive: true);
            source.Tell("g/data");
            await _index.UntilAsync(() => DerivedFrom() == "https://forge/g/data", Cancel);
            Assert.Equal(1, source.Listed);
        });

        string DerivedFrom() => _index.Items.Single(item => item.Id == "a").Links.Single(link => link.Rel == "derived_from").Href;
    }

    [Fact]
    public async Task Several_projects_are_built_side_by_side_and_not_all_at_once()
    {
        var source = new ToldSource(_folders.Source()) { Room = new(0) };
        for (var i = 0; i < 8; i++)
        {
            _folders.Write($"p{i}/README.md", Model);
        }

        using var refresher = Host(source);
        var refreshing = refresher.RefreshAsync(Cancel);
        while (source.Within < 4)
        {
            await Task.Delay(5, Cancel);
        }

        source.Room.Release(8);
        Assert.Equal(8, (await refreshing).Changed);
        Assert.Equal(4, source.MostWithin);
    }

    [Fact]
    public async Task Of_two_hosts_only_one_builds_a_change_and_the_other_finds_it_done()
    {
        _folders.Write("a/README.md", Model);
        var (one, two) = (new ToldSource(_folders.Source()), new ToldSource(_folders.Source()));
        using var first = Host(one);
        using var second = Host(two);

        var summaries = await Task.WhenAll(first.RefreshAsync(Cancel), second.RefreshAsync(Cancel));

        Assert.Equal(1, summaries.Sum(summary => summary.Changed));
    }

    [Fact]
    public async Task A_host_that_reads_a_project_keeps_others_from_writing_it_until_its_own_is_written()
    {
        _folders.Write("a/README.md", Model);
        var slow = new ToldSource(_folders.Source()) { Room = new(0) };
        using var first = Host(slow);
        using var second = Host(_folders.Source());
        var old = first.RefreshProjectAsync("a", Cancel);
        while (slow.Within == 0)
        {
            await Task.Delay(5, Cancel);
        }

        var late = second.RefreshProjectAsync("a", Cancel);
        await Task.Delay(100, Cancel);
        Assert.False(late.IsCompleted);
        _folders.Write("a/new.onnx", "x");
        slow.Room.Release();
        await old;
        Assert.Contains("new.onnx", Assert.Single(await late).Item.Assets.Keys);
        Assert.Contains("new.onnx", Assert.Single(_index.Items).Assets.Keys);
    }

    /// <summary>A source that gives notice when it is told to, counts what it is asked, and lets so many in.</summary>
    private sealed class ToldSource(IProjectSource inner) : IProjectSource
    {
        private readonly Channel<ProjectChange> _changes = Channel.CreateUnbounded<ProjectChange>();
        private int _within;

        public string Name => "told";

        public int Listed { get; private set; }

        public ConcurrentQueue<string> Asked { get; } = new();

        public SemaphoreSlim Room { get; init; } = new(int.MaxValue);

        public int Within => _within;

        public int MostWithin { get; private set; }

        public void Tell(string path) => _changes.Writer.TryWrite(new(path));

        public Task<ProjectPage> ListAsync(string? cursor, CancellationToken cancellationToken)
        {
            Listed++;
            return inner.ListAsync(cursor, cancellationToken);
        }

        public async Task<Project?> GetAsync(string projectPath, CancellationToken cancellationToken)
        {
            Asked.Enqueue(projectPath);
            var project = await inner.GetAsync(projectPath, cancellationToken);
            lock (Asked)
            {
                MostWithin = Math.Max(MostWithin, ++_within);
            }

            await Room.WaitAsync(cancellationToken);
            Interlocked.Decrement(ref _within);
            return project;
        }

        public Task<ProjectContent?> OpenAsync(string projectPath, string filePath, ByteRange? range, CancellationToken cancellationToken) =>
            inner.OpenAsync(projectPath, filePath, range, cancellationToken);

        public IAsyncEnumerable<ProjectChange> WatchAsync(CancellationToken cancellationToken) => _changes.Reader.ReadAllAsync(cancellationToken);
    }
}
