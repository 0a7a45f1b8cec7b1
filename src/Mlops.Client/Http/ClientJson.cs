using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mlops.Client.Http;

/// <summary>Source-generated metadata of the requests, and of the answers that no other package names.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(EmptyAnswer))]
[JsonSerializable(typeof(CreateExperiment))]
[JsonSerializable(typeof(SearchExperiments))]
[JsonSerializable(typeof(UpdateExperiment))]
[JsonSerializable(typeof(ExperimentReference))]
[JsonSerializable(typeof(ExperimentTag))]
[JsonSerializable(typeof(CreateRun))]
[JsonSerializable(typeof(UpdateRun))]
[JsonSerializable(typeof(SearchRuns))]
[JsonSerializable(typeof(RunReference))]
[JsonSerializable(typeof(RunTag))]
[JsonSerializable(typeof(LogBatch))]
[JsonSerializable(typeof(LogInputs))]
[JsonSerializable(typeof(MetricHistory))]
[JsonSerializable(typeof(DatasetSource))]
[JsonSerializable(typeof(DatasetProfile))]
[JsonSerializable(typeof(SearchBody))]
[JsonSerializable(typeof(CreateModel))]
[JsonSerializable(typeof(RenameModel))]
[JsonSerializable(typeof(UpdateModel))]
[JsonSerializable(typeof(ModelReference))]
[JsonSerializable(typeof(ModelTag))]
[JsonSerializable(typeof(ModelAlias))]
[JsonSerializable(typeof(CreateVersion))]
[JsonSerializable(typeof(UpdateVersion))]
[JsonSerializable(typeof(VersionReference))]
[JsonSerializable(typeof(VersionTag))]
[JsonSerializable(typeof(TransitionStage))]
internal sealed partial class ClientJson : JsonSerializerContext;

/// <summary>The answer of an rpc that has nothing to say; what it says all the same is passed over.</summary>
internal sealed record EmptyAnswer;
