using Mlops.Storage.Relational;

namespace Mlops.Import.Mlflow;

/// <summary>
/// Copies a whole MLflow database into a new one of ours, ids and times included. What is in and how far it has come are one
/// transaction, so that an import that was stopped goes on without losing or doubling a row.
/// </summary>
internal sealed class MlflowImport(IRelationalDatabase database, WorkspaceTable workspaces)
{
    /// <summary>Every table, each behind those that it hangs on.</summary>
    public static IReadOnlyList<ImportStep> Steps { get; } =
    [
        new ExperimentStep(), new ExperimentTagStep(),
        new RunStep(), new RunTextStep("tags"), new RunTextStep("params"), new LatestMetricStep(), new MetricStep(),
        new DatasetStep(), new RunDatasetStep(), new RunDatasetTagStep(),
        new LoggedModelStep(), new LoggedModelTextStep("logged_model_params", "param_key", "param_value"),
        new LoggedModelTextStep("logged_model_tags", "tag_key", "tag_value"), new LoggedModelMetricStep(), new RunModelStep(),
        new RegisteredModelStep(), new RegisteredModelTagStep(), new ModelVersionStep(), new ModelVersionTagStep(), new AliasStep(),
        new EvaluationDatasetStep(), new EvaluationDatasetTagStep(), new EvaluationDatasetExperimentStep(), new DatasetRecordStep(),
        new ScorerStep(), new ScorerVersionStep(), new OnlineScoringStep(), new IssueStep(),
        new TraceStep(), new TraceTextStep("trace_tags", "trace_tags"), new TraceTextStep("trace_request_metadata", "trace_metadata"), new TraceMetricStep(), new TraceUsageStep(),
        new SpanStep(), new SpanMetricStep(), new TraceRunStep(), new TracePromptStep(), new AssessmentStep(),
        new WebhookStep(), new WebhookEventStep(),
    ];

    /// <summary>Imports what is not in yet, and checks everything.</summary>
    /// <param name="source">MLflow's database.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <returns>What came of each table.</returns>
    /// <exception cref="ImportException">This database holds something else, or a row does not fit.</exception>
    public async Task<IReadOnlyList<ImportedTable>> RunAsync(
        SourceDatabase source, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        if (options.Workspace is { Length: > 0 })
        {
            options = options with { DefaultExperiment = await source.CountAsync("SELECT COALESCE(max(experiment_id), 0) + 1 FROM experiments") };
        }

        await BeginAsync(source, options, cancellationToken);
        foreach (var step in Steps.Where(step => step.IsIn(source)))
        {
            await RunAsync(step, source, options, progress, cancellationToken);
        }

        var report = new List<ImportedTable>();
        foreach (var step in Steps.Where(step => step.IsIn(source)))
        {
            report.Add(await CheckAsync(step, source, cancellationToken));
        }

        return report;
    }

    private async Task BeginAsync(SourceDatabase source, ImportOptions options, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var workspace = options.Workspace ?? "*";
            var begun = await session.QueryFirstAsync("SELECT source, workspace FROM import_sources WHERE id = 1", static row => (Source: row.GetString(0), Workspace: row.GetString(1)), []);
            if (begun.Source is not null)
            {
                return begun == (source.Name, workspace)
                    ? 0
                    : throw new ImportException($"This database holds an import of '{begun.Source}' (workspace '{begun.Workspace}'). Each import needs a new database.");
            }

            foreach (var table in (string[])["experiments WHERE id <> 0", "runs", "registered_models", "logged_models", "traces", "evaluation_datasets", "scorers", "webhooks"])
            {
                if (await session.QueryInt64Async($"SELECT count(*) FROM {table}", []) > 0)
                {
                    throw new ImportException("This database has experiments, runs, models, traces or webhooks already. An import needs a new database, since it keeps every id.");
                }
            }

            return await session.ExecuteAsync("INSERT INTO import_sources (id, source, workspace) VALUES (1, @0, @1)", source.Name, workspace);
        },
        cancellationToken);

    private async Task RunAsync(ImportStep step, SourceDatabase source, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var state = await StateAsync(step, cancellationToken);
        if (state.IsFinished)
        {
            return;
        }

        var total = await step.CountAsync(source);
        var size = step.BatchRows(options);
        var batch = new List<SourceRow>();
        long characters = 0;
        await foreach (var row in step.ReadAsync(source, state.Key, cancellationToken))
        {
            batch.Add(row);
            characters += row.Characters;
            if (batch.Count == size || characters > options.BatchCharacters)
            {
                state = await WriteAsync(step, options, state, batch, isLast: false, cancellationToken);
                batch.Clear();
                characters = 0;
                progress?.Report(new ImportProgress(step.Name, state.Imported + state.Skipped, total));
            }
        }

        state = await WriteAsync(step, options, state, batch, isLast: true, cancellationToken);
        progress?.Report(new ImportProgress(step.Name, state.Imported + state.Skipped, total));
    }

    private ValueTask<ImportState> WriteAsync(
        ImportStep step, ImportOptions options, ImportState state, List<SourceRow> rows, bool isLast, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var written = rows.Count == 0 ? default : await step.WriteAsync(new ImportSession(session, workspaces, options), rows);
            var next = new ImportState(
                rows.Count == 0 ? state.Key : step.Key(rows[^1]), state.Imported + written.Count, state.Skipped + rows.Count - written.Count,
                unchecked(state.Checksum + written.Checksum), isLast);
            await session.ExecuteAsync(
                """
                INSERT INTO import_progress (table_name, last_key, imported, skipped, checksum, finished) VALUES (@0, @1, @2, @3, @4, @5)
                ON CONFLICT (table_name) DO UPDATE SET last_key = excluded.last_key, imported = excluded.imported, skipped = excluded.skipped,
                    checksum = excluded.checksum, finished = excluded.finished
                """,
                step.Name, ImportKey.Write(next.Key), next.Imported, next.Skipped, next.Checksum, isLast ? 1L : 0L);
            return next;
        },
        cancellationToken);

    private ValueTask<ImportState> StateAsync(ImportStep step, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.QueryFirstAsync(
            "SELECT last_key, imported, skipped, checksum, finished FROM import_progress WHERE table_name = @0",
            static row => new ImportState(ImportKey.Read(row.GetString(0)), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4) == 1),
            [step.Name]) ?? new ImportState([], 0, 0, 0, false),
        cancellationToken);

    private async Task<ImportedTable> CheckAsync(ImportStep step, SourceDatabase source, CancellationToken cancellationToken)
    {
        var state = await StateAsync(step, cancellationToken);
        var expected = await step.CountAsync(source);
        // Only where something is missing is it worth asking what hangs on nothing.
        var unread = expected == state.Imported + state.Skipped ? 0 : await step.CountUnreadAsync(source);
        var (count, checksum) = await step.ReadBackAsync(database, cancellationToken);
        return new ImportedTable(
            step.Name, expected, state.Imported, state.Skipped + unread, count, checksum is null || checksum == state.Checksum, step.Note(state.Checksum));
    }

    private sealed record ImportState(IReadOnlyList<object> Key, long Imported, long Skipped, long Checksum, bool IsFinished);
}
