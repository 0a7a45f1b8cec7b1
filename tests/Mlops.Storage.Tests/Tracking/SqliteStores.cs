using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mlops.Storage.Relational;
using Mlops.Storage.Runs;
using Mlops.Storage.Sqlite;
using Mlops.Tracking.Assessments;
using Mlops.Tracking.Evaluation;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Issues;
using Mlops.Tracking.LoggedModels;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;
using Mlops.Tracking.Scorers;
using Mlops.Tracking.TraceMetrics;
using Mlops.Tracking.Traces;

namespace Mlops.Storage.Tests.Tracking;

/// <summary>The stores on a SQLite file of their own.</summary>
public class SqliteStores : ITrackingStores, IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlops-sqlite-");
    private ServiceProvider _services;

    public SqliteStores() => _services = Open();

    public IExperimentStore Experiments => _services.GetRequiredService<IExperimentStore>();

    public IRunStore Runs => _services.GetRequiredService<IRunStore>();

    public IMetricStore Metrics => _services.GetRequiredService<IMetricStore>();

    public ILoggedModelStore LoggedModels => _services.GetRequiredService<ILoggedModelStore>();

    public IDatasetStore Datasets => _services.GetRequiredService<IDatasetStore>();

    public IEvaluationDatasetStore EvaluationDatasets => _services.GetRequiredService<IEvaluationDatasetStore>();

    public IDatasetRecordStore DatasetRecords => _services.GetRequiredService<IDatasetRecordStore>();

    public IScorerStore Scorers => _services.GetRequiredService<IScorerStore>();

    public IIssueStore Issues => _services.GetRequiredService<IIssueStore>();

    public IAssessmentStore Assessments => _services.GetRequiredService<IAssessmentStore>();

    public ITraceMetricStore TraceMetrics => _services.GetRequiredService<ITraceMetricStore>();

    public ITraceStore Traces => _services.GetRequiredService<ITraceStore>();

    public ISpanStore Spans => _services.GetRequiredService<ISpanStore>();

    public ManualTime Time { get; } = new();

    public string Path => System.IO.Path.Combine(_folder.FullName, "mlops.db");

    internal RunFinder Finder => _services.GetRequiredService<RunFinder>();

    internal IRelationalDatabase Database => _services.GetRequiredService<IRelationalDatabase>();

    /// <summary>Closes the file and opens it anew, as a restarted host does.</summary>
    public async Task ReopenAsync()
    {
        await _services.DisposeAsync();
        _services = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>How many rows a search looks up and sorts rather than going through an order.</summary>
    protected virtual int Few => 1000;

    private ServiceProvider Open() => new ServiceCollection()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton<TimeProvider>(Time)
        .AddSingleton(services => new RunFinder(services.GetRequiredService<KeyTable>()) { Few = Few })
        .AddMlopsSqlite(options =>
        {
            options.Path = Path;
            options.BusyTimeout = TimeSpan.FromMilliseconds(50);
        })
        .BuildServiceProvider();
}
