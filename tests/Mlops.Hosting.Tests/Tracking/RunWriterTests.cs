using System.Buffers;
using System.Text;
using System.Text.Json;
using Mlops.Hosting.Mlflow.Runs;
using Mlops.Tracking;
using Mlops.Tracking.Inputs;
using Mlops.Tracking.Json;
using Mlops.Tracking.Metrics;
using Mlops.Tracking.Runs;

namespace Mlops.Hosting.Tests.Tracking;

/// <summary>Runs are written by hand for speed; the serializer says what must come out.</summary>
public sealed class RunWriterTests
{
    private static readonly RunInfo Info = new()
    {
        RunUuid = "a1",
        RunId = "a1",
        ExperimentId = "7",
        RunName = "Überlauf <1> 🌊",
        UserId = "",
        Status = RunStatus.Failed,
        StartTime = 1,
        EndTime = 2,
        ArtifactUri = "mlflow-artifacts:/7/a1/artifacts",
        LifecycleStage = LifecycleStage.Deleted,
    };

    public static TheoryData<string, Run> Runs => new()
    {
        { "empty", new Run { Info = Info with { RunName = null, EndTime = null } } },
        { "empty outputs", new Run { Info = Info, Outputs = new RunOutputs() } },
        { "whole", Whole() },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void A_run_is_written_as_the_serializer_does(string name, Run run)
    {
        Assert.NotEmpty(name);
        Assert.Equal(JsonSerializer.Serialize(new RunResponse(run), TrackingJson.TypeInfo<RunResponse>()), Write(run, RunWriter.WriteResponse));
    }

    [Fact]
    public void A_page_is_written_as_the_serializer_does()
    {
        SearchRunsResponse[] pages =
        [
            new([], null), new([Whole(), new Run { Info = Info }], null), new([Whole()], "MTAw+/"),
        ];
        Assert.All(pages, static page =>
            Assert.Equal(JsonSerializer.Serialize(page, TrackingJson.TypeInfo<SearchRunsResponse>()), Write(page, RunWriter.WriteResponse)));
    }

    private static Run Whole() => new()
    {
        Info = Info,
        Data = new RunData
        {
            Metrics =
            [
                new Metric("loss \"x\"", 1, -5, long.MaxValue), new Metric("nan", double.NaN, 0, 0), new Metric("tiny", 1e-300, 0, -1),
                new Metric("about", 0.1, 1, 2) { ModelId = "m-1", DatasetName = "d", DatasetDigest = "x" },
            ],
            Params = [new Param("lr", "0,1\n"), new Param("empty", "")],
            Tags = [new Tag("mlflow.note", "<b>ß</b>")],
        },
        Inputs = new RunInputs
        {
            DatasetInputs =
            [
                new DatasetInput
                {
                    Tags = [new Tag("mlflow.data.context", "train")],
                    Dataset = new Dataset { Name = "d", Digest = "x", SourceType = "local", Source = "{}" },
                },
            ],
            ModelInputs = [new ModelInput("m-1")],
        },
        Outputs = new RunOutputs { ModelOutputs = [new ModelOutput("m-2", 3)] },
    };

    private static string Write<T>(T message, Action<Utf8JsonWriter, T> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true }))
        {
            write(writer, message);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
