using System.Data.Common;
using System.Globalization;
using Mlops.Storage.Assessments;
using Mlops.Storage.Relational;
using Mlops.Tracking;
using Mlops.Tracking.Artifacts;
using Mlops.Tracking.Errors;
using Mlops.Tracking.Experiments;
using Mlops.Tracking.Search;
using Mlops.Tracking.Validation;

namespace Mlops.Storage.Experiments;

internal sealed class ExperimentStore(
    IRelationalDatabase database, WorkspaceTable workspaces, ExperimentRows rows, TimeProvider time) : IExperimentStore
{
    private const string Columns = "id, name, artifact_location, lifecycle_stage, creation_time, last_update_time";

    public async ValueTask<string> CreateAsync(string workspace, NewExperiment experiment, CancellationToken cancellationToken)
    {
        var (id, workspaceId) = await database.WriteAsync(
            async session =>
            {
                var workspaceId = await workspaces.GetAsync(session, workspace);
                await CheckLocationAsync(session, workspaceId, experiment.ArtifactLocation ?? "");
                return (await InsertAsync(session, workspaceId, experiment), workspaceId);
            },
            cancellationToken);
        workspaces.Remember(workspace, workspaceId);
        return ExperimentRows.Id(id);
    }

    public ValueTask<Experiment> GetAsync(string workspace, string experimentId, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var row = await rows.FindAsync(session, workspace, experimentId);
            var experiment = await session.QueryFirstAsync($"SELECT {Columns} FROM experiments WHERE id = @0", Read, [row.Id]);
            return (await WithTagsAsync(session, [experiment!]))[0];
        },
        cancellationToken);

    public ValueTask<Experiment> GetByNameAsync(string workspace, string name, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var experiment = await session.QueryFirstAsync(
                $"SELECT {Columns} FROM experiments WHERE workspace_id = @0 AND name = @1", Read, [await workspaces.FindAsync(session, workspace), name])
                ?? throw MlflowException.ResourceDoesNotExist($"Could not find experiment with name '{name}'");
            return (await WithTagsAsync(session, [experiment]))[0];
        },
        cancellationToken);

    public ValueTask<Page<Experiment>> SearchAsync(string workspace, ExperimentQuery search, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var query = ExperimentSearchSql.Build(search, await workspaces.FindAsync(session, workspace), Columns);
            var found = await session.QueryAsync(query.Text, Read, query.Parameters);
            var next = found.Count > search.MaxResults ? PageToken.Encode(search.Offset + search.MaxResults) : null;
            return new Page<Experiment>(await WithTagsAsync(session, found.Take(search.MaxResults).ToList()), next);
        },
        cancellationToken);

    public async ValueTask RenameAsync(string workspace, string experimentId, string newName, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var row = await rows.FindAsync(session, workspace, experimentId);
            if (row.LifecycleStage != LifecycleStage.Active)
            {
                // The original answers 500 INVALID_STATE here, which its client retries for minutes.
                throw MlflowException.BadRequest("Cannot rename a non-active experiment.");
            }

            var taken = await session.QueryInt64Async(
                "SELECT id FROM experiments WHERE workspace_id = (SELECT workspace_id FROM experiments WHERE id = @0) AND name = @1 AND id <> @0", [row.Id, newName]);
            if (taken is not null)
            {
                throw MlflowException.BadRequest($"Experiment(name={newName}) already exists.");
            }

            return await session.ExecuteAsync("UPDATE experiments SET name = @1, last_update_time = @2 WHERE id = @0", row.Id, newName, Now());
        },
        cancellationToken);

    public async ValueTask SetLifecycleStageAsync(string workspace, string experimentId, LifecycleStage stage, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var row = await rows.FindAsync(session, workspace, experimentId);
            if (row.LifecycleStage == stage)
            {
                throw ExperimentRows.NotFound(experimentId);
            }

            if (stage == LifecycleStage.Deleted)
            {
                await AssessmentRows.DeleteOfExperimentAsync(session, row.Id);
            }

            var now = Now();
            await session.ExecuteAsync("UPDATE experiments SET lifecycle_stage = @1, last_update_time = @2 WHERE id = @0", row.Id, (int)stage, now);
            return await session.ExecuteAsync(
                "UPDATE runs SET lifecycle_stage = @1, deleted_time = @2 WHERE experiment_id = @0 AND lifecycle_stage <> @1",
                row.Id, (int)stage, stage == LifecycleStage.Deleted ? now : null);
        },
        cancellationToken);

    public async ValueTask SetTagAsync(string workspace, string experimentId, string key, string? value, CancellationToken cancellationToken) => await database.WriteAsync(
        async session =>
        {
            var row = await rows.FindActiveAsync(session, workspace, experimentId);
            if (value is not null)
            {
                return await session.ExecuteAsync(
                    "INSERT INTO experiment_tags (experiment_id, key, value) VALUES (@0, @1, @2) ON CONFLICT (experiment_id, key) DO UPDATE SET value = excluded.value",
                    row.Id, key, value);
            }

            return await session.ExecuteAsync("DELETE FROM experiment_tags WHERE experiment_id = @0 AND key = @1", row.Id, key) > 0
                ? 1
                : throw MlflowException.ResourceDoesNotExist($"No tag with name: {key} in experiment with id {experimentId}");
        },
        cancellationToken);

    /// <summary>Finds an active experiment inside a transaction; a project's default one is made when it is first written to.</summary>
    internal async ValueTask<ExperimentRow> FindForWritingAsync(RelationalSession session, string workspace, long workspaceId, string experimentId)
    {
        if (ExperimentRows.IsProjectDefault(workspace, experimentId)
            && await session.QueryInt64Async(
                "SELECT id FROM experiments WHERE workspace_id = @0 AND name = @1", [workspaceId, ExperimentRows.DefaultName]) is null)
        {
            await InsertAsync(session, workspaceId, new NewExperiment(ExperimentRows.DefaultName, null, []));
        }

        return await rows.FindActiveAsync(session, workspace, experimentId);
    }

    /// <summary>Inserts an experiment inside a transaction; its default artifact location holds its new id.</summary>
    internal async ValueTask<long> InsertAsync(RelationalSession session, long workspaceId, NewExperiment experiment)
    {
        if (await session.QueryInt64Async("SELECT id FROM experiments WHERE workspace_id = @0 AND name = @1", [workspaceId, experiment.Name]) is not null)
        {
            throw MlflowException.ResourceAlreadyExists($"Experiment(name={experiment.Name}) already exists.");
        }

        var now = Now();
        var id = await session.QueryInt64Async(
            """
            INSERT INTO experiments (workspace_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time)
            VALUES (@0, @1, @2, 0, @3, @3) RETURNING id
            """,
            [workspaceId, experiment.Name, experiment.ArtifactLocation ?? "", now])
            ?? throw new InvalidOperationException("The database gave an experiment no number.");
        if (string.IsNullOrEmpty(experiment.ArtifactLocation))
        {
            await session.ExecuteAsync("UPDATE experiments SET artifact_location = @1 WHERE id = @0", id, await DefaultLocationAsync(session, workspaceId, id));
        }

        foreach (var tag in experiment.Tags)
        {
            await session.ExecuteAsync(
                "INSERT INTO experiment_tags (experiment_id, key, value) VALUES (@0, @1, @2) ON CONFLICT (experiment_id, key) DO UPDATE SET value = excluded.value",
                id, tag.Key, tag.Value);
        }

        return id;
    }

    /// <summary>A folder whose name is a number belongs to the experiment of that number, also to one that is yet to come.</summary>
    private static async ValueTask CheckLocationAsync(RelationalSession session, long workspaceId, string location)
    {
        if (ArtifactUri.TryResolve(location, out var place) && place.Names is [var folder, ..] && folder.All(char.IsAsciiDigit)
            && !(long.TryParse(folder, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && ExperimentRows.Id(number) == folder
                && await session.QueryInt64Async("SELECT id FROM experiments WHERE id = @0 AND workspace_id = @1", [number, workspaceId]) is not null))
        {
            throw MlflowException.InvalidParameterValue(
                "Invalid value for parameter 'artifact_location': a folder whose name is a number belongs to the experiment of that number, and there is none.");
        }
    }

    private static async ValueTask<string> DefaultLocationAsync(RelationalSession session, long workspaceId, long id)
    {
        var root = await session.QueryFirstAsync(
            "SELECT default_artifact_root FROM workspaces WHERE id = @0 AND default_artifact_root IS NOT NULL", static row => row.GetString(0), [workspaceId]);
        return root is null ? "mlflow-artifacts:/" + ExperimentRows.Id(id) : ArtifactUri.Append(root, ExperimentRows.Id(id));
    }

    private static async ValueTask<List<Experiment>> WithTagsAsync(RelationalSession session, List<Experiment> experiments)
    {
        for (var i = 0; i < experiments.Count; i++)
        {
            var tags = await session.QueryAsync(
                "SELECT key, value FROM experiment_tags WHERE experiment_id = @0",
                static row => new Tag(row.GetString(0), row.GetString(1)),
                [EntityName.ParseExperimentId(experiments[i].ExperimentId)]);
            if (tags.Count > 0)
            {
                experiments[i] = experiments[i] with { Tags = tags };
            }
        }

        return experiments;
    }

    private static Experiment Read(DbDataReader row) => new()
    {
        ExperimentId = ExperimentRows.Id(row.GetInt64(0)),
        Name = row.GetString(1),
        ArtifactLocation = row.GetString(2),
        LifecycleStage = (LifecycleStage)row.GetInt64(3),
        CreationTime = row.GetInt64(4),
        LastUpdateTime = row.GetInt64(5),
    };

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
