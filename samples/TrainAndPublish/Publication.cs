using System.Globalization;
using Mlops.Client;
using Mlops.Tracking.Registry;
using TrainAndPublish.Onnx;
using TrainAndPublish.Training;

namespace TrainAndPublish;

/// <summary>The whole way: train, track, upload, register, wait for the check, find in the catalog.</summary>
internal sealed class Publication(MlopsClient client, Settings settings, TextWriter console)
{
    private static readonly TimeSpan CatalogPatience = TimeSpan.FromSeconds(30);

    /// <summary>Goes the whole way.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var table = FlowerTable.Read(settings.Data);
        Say($"{table.Flowers.Count} flowers of {table.ClassNames.Count} species from {Path.GetFileName(settings.Data)}");
        Say($"tracking server {client.TrackingUri}");

        ModelVersion? version = null;
        var runId = await client.RunAsync(settings.Experiment, async (run, cancel) =>
        {
            Say($"run {run.Info.RunName} ({run.RunId})");
            await run.LogDatasetAsync(await DatasetFile.DescribeAsync(settings.Data, cancellationToken: cancel), "training", cancel);
            var classifier = await TrainAsync(run, table, cancel);
            version = await RegisterAsync(run, classifier, table, cancel);
        }, cancellationToken: cancellationToken);

        var (name, number) = (version!.Name, version.Version);
        Say($"run {runId} finished; checking version {number} of {name} …");
        var ready = await client.ModelVersions.WaitUntilReadyAsync(name, number, cancellationToken: cancellationToken);
        if (OnnxModelTags.Read(ready.Tags.ToDictionary(tag => tag.Key, tag => tag.Value)) is { } onnx)
        {
            Say($"sound ONNX: {onnx.Size} bytes, {onnx.ParameterCount} parameters, SHA-256 {onnx.Sha256}");
        }

        return await FindItemAsync(name, number, cancellationToken);
    }

    private async Task<Classifier> TrainAsync(ActiveRun run, FlowerTable table, CancellationToken cancellationToken)
    {
        var (training, test) = table.Split(0.2, settings.Seed);
        var classifier = new Classifier(training, table.ClassNames.Count);
        run.LogParam("epochs", settings.Epochs);
        run.LogParam("learning_rate", settings.Rate);
        run.LogParam("batch_size", settings.BatchSize);
        run.LogParam("seed", settings.Seed);
        run.LogParam("features", string.Join(',', table.FeatureNames));

        var random = new Random(settings.Seed);
        var step = 0;
        for (var epoch = 1; epoch <= settings.Epochs; epoch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            random.Shuffle(training);
            var loss = 0.0;
            foreach (var batch in training.Chunk(settings.BatchSize))
            {
                loss = classifier.Step(batch, settings.Rate);
                await run.LogMetricAsync("loss", loss, ++step, cancellationToken);
            }

            var (seen, unseen) = (classifier.Accuracy(training), classifier.Accuracy(test));
            run.LogMetric("train_accuracy", seen, step);
            run.LogMetric("test_accuracy", unseen, step);
            if (epoch == settings.Epochs || epoch % Math.Max(1, settings.Epochs / 10) == 0)
            {
                Say(string.Create(CultureInfo.InvariantCulture, $"  epoch {epoch,4}/{settings.Epochs}  loss {loss:0.0000}  accuracy {seen:0.0%} seen, {unseen:0.0%} unseen"));
            }
        }

        return classifier;
    }

    private async Task<ModelVersion> RegisterAsync(ActiveRun run, Classifier classifier, FlowerTable table, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("train-and-publish-");
        try
        {
            var file = Path.Combine(folder.FullName, "model.onnx");
            OnnxFile.Write(file, classifier, table);
            await run.LogArtifactAsync(file, "model", new Progress(console), cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        await client.Models.GetOrCreateAsync(settings.Model, cancellationToken);
        return await client.ModelVersions.CreateAsync(settings.Model, run.ArtifactUriOf("model"), run.RunId, cancellationToken: cancellationToken);
    }

    private async Task<int> FindItemAsync(string name, string number, CancellationToken cancellationToken)
    {
        try
        {
            var version = await client.ModelVersions.WaitForAsync(name, number, found => Address(found) is not null, CatalogPatience, cancellationToken);
            var item = await client.Catalog.GetItemAsync(new Uri(Address(version)!, UriKind.RelativeOrAbsolute), cancellationToken);
            Say($"STAC item {item.Id} with {item.Assets.Count} assets:");
            Say(item.Links.First(link => link.Rel == "self").Href);
            return ExitCode.Published;
        }
        catch (MlopsException error) when (error.ErrorCode == "DEADLINE_EXCEEDED" && error.HttpStatus is null)
        {
            Say($"version {number} of {name} is registered, but it is in no catalog: does its workspace belong to a project?");
            return ExitCode.NotInCatalog;
        }
    }

    private static string? Address(ModelVersion version) => version.Tags.FirstOrDefault(tag => tag.Key == CatalogClient.ItemTag)?.Value;

    private void Say(string line) => console.WriteLine(line);

    private sealed class Progress(TextWriter console) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value)
        {
            if (value.FilesDone == value.FilesTotal)
            {
                console.WriteLine($"  uploaded {value.BytesDone} bytes");
            }
        }
    }
}
