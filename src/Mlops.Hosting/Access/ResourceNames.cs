using System.Text.Json;
using System.Text.RegularExpressions;
using Mlops.Tracking.Access;
using Mlops.Tracking.Artifacts;

namespace Mlops.Hosting.Access;

/// <summary>Sorts what a request names by the field it stands in. A field that ends in <c>_id</c> and is not known here closes the request to all who may not do the same with the whole workspace.</summary>
internal sealed partial class ResourceNames(string route)
{
    public const int MaxNames = 10_000;
    private const int MaxScorers = 100;
    private readonly bool _isRegistry = route.StartsWith("2.0/mlflow/registered-models", StringComparison.Ordinal)
        || route.StartsWith("2.0/mlflow/model-versions", StringComparison.Ordinal)
        || route.StartsWith("model-versions/", StringComparison.Ordinal);

    // A version or an input refers to runs and models that it does not change.
    private readonly bool _refers = route is "2.0/mlflow/model-versions/create" or "2.0/mlflow/runs/log-inputs";

    private readonly bool _isTrace = route.StartsWith("2.0/mlflow/traces", StringComparison.Ordinal) || route.StartsWith("3.0/mlflow/traces", StringComparison.Ordinal);

    // These act on one scorer, which is named within its experiment and may have a permission of its own; a list is about all of them.
    private readonly bool _isScorer = route is "3.0/mlflow/scorers/register" or "3.0/mlflow/scorers/get" or "3.0/mlflow/scorers/versions"
            or "3.0/mlflow/scorers/delete" or "3.0/mlflow/scorers/online-config"
        || route.StartsWith("3.0/mlflow/scorers/permissions/", StringComparison.Ordinal);

    // A client sends its account of a trace under an id of its own making, which need not be known yet.
    private readonly bool _startsTrace = route == "3.0/mlflow/traces";
    private readonly Names _changed = new();
    private readonly Names _read = new();
    private bool _isUnknown;
    private int _count;

    public void Add(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in json.EnumerateObject())
                {
                    if (Name(property) is var name && !HoldsWords(name))
                    {
                        Add(name, property.Value);
                    }
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                {
                    if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    {
                        Add(item);
                    }
                }

                break;
        }
    }

    public void Add(string field, string? value)
    {
        if (string.IsNullOrEmpty(value) || value.Contains('\0', StringComparison.Ordinal))
        {
            return;
        }

        _isUnknown |= ++_count > MaxNames;
        switch (field)
        {
            case "experiment_id" or "experiment_ids":
                _changed.Experiments.Add(value);
                break;
            case "experiment_name":
                _changed.ExperimentNames.Add(value);
                break;
            case "run_id" or "run_uuid" or "run_ids":
                (_refers && route != "2.0/mlflow/runs/log-inputs" ? _read : _changed).Runs.Add(value);
                break;
            case "source_run_id":
                _read.Runs.Add(value);
                break;
            case "model_id" or "model_ids":
                (_refers ? _read : _changed).LoggedModels.Add(value);
                break;
            case "scorer_id" or "scorer_ids":
                _changed.Scorers.Add(value);
                break;
            case "name" or "scorer_name" when _isScorer:
                _changed.ScorerNames.Add(value);
                break;
            case "issue_id":
                _changed.Issues.Add(value);
                break;
            case "dataset_id" or "dataset_ids":
                _changed.Datasets.Add(value);
                break;
            case "trace_id" or "trace_ids" or "request_id" or "request_ids":
                (_startsTrace ? _changed.StartedTraces : _changed.Traces).Add(value);
                break;
            case "name" when route == "2.0/mlflow/traces/link-prompts":
                _read.RegisteredModels.Add(value);
                break;
            case "name" when _isRegistry:
                _changed.RegisteredModels.Add(value);
                break;
            case "source" when route == "2.0/mlflow/model-versions/create":
                AddSource(value);
                break;
            case "user_id" or "client_request_id" or "assessment_id" or "source_id" or "span_id" or "parent_id" or "parent_span_id"
                or "dataset_record_id" or "dataset_record_ids" or "upload_id":
                // These name nothing on their own.
                break;
            default:
                _isUnknown |= field.EndsWith("_id", StringComparison.Ordinal) || field.EndsWith("_ids", StringComparison.Ordinal);
                break;
        }
    }

    /// <summary>A run without an experiment goes to the default one.</summary>
    public void AddDefaultExperiment()
    {
        if (_changed.Experiments.Count == 0)
        {
            _changed.Experiments.Add("0");
        }
    }

    /// <summary>Adds the experiment that a file of the artifact store belongs to.</summary>
    public void AddArtifact(string? path) => AddOwner(path, _changed);

    /// <summary>What has been added.</summary>
    /// <param name="mayBeEmpty">Whether it is enough that nothing is named.</param>
    /// <returns>Null for something that can't be found, and for nothing.</returns>
    public RequestedResources? Build(bool mayBeEmpty = false)
    {
        NameScorers();
        return _isUnknown || (!mayBeEmpty && _changed.IsEmpty && _read.IsEmpty) ? null : new RequestedResources(_changed.Build(), _read.Build());
    }

    /// <summary>A scorer that is named in its experiment counts in place of the experiment, and beside it where a version is added.</summary>
    private void NameScorers()
    {
        if (_changed.ScorerNames.Count == 0)
        {
            return;
        }

        _isUnknown |= _changed.Experiments.Count * _changed.ScorerNames.Count > MaxScorers;
        if (!_isUnknown)
        {
            _changed.NamedScorers.AddRange(_changed.Experiments.Distinct().SelectMany(experiment => _changed.ScorerNames.Distinct().Select(name => new NamedScorer(experiment, name))));
        }

        if (route != "3.0/mlflow/scorers/register")
        {
            _changed.Experiments.Clear();
        }
    }

    /// <summary>Whether a field of a trace's message holds what its client chose to note, under names that are no fields of the protocol.</summary>
    private bool HoldsWords(string field) => _isTrace && field is ("tags" or "trace_metadata" or "request_metadata" or "metadata" or "value");

    private static string Name(JsonProperty property)
    {
        try
        {
            return SnakeCase(property.Name);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no field of the protocol.
            return "";
        }
    }

    /// <summary>Messages may spell a field <c>run_id</c> or <c>runId</c>.</summary>
    private static string SnakeCase(string name) => name.AsSpan().IndexOfAnyInRange('A', 'Z') < 0
        ? name
        : string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));

    private void Add(string field, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Add(field, Text(value));
                break;
            case JsonValueKind.Number:
                Add(field, value.GetRawText());
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Add(field, item);
                }

                break;
            case JsonValueKind.Object:
                Add(value);
                break;
        }
    }

    private string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            _isUnknown = true;
            return null;
        }
    }

    /// <summary>A version's files can be downloaded by whoever may read its model, so whoever registers them must be allowed to read them.</summary>
    private void AddSource(string source)
    {
        if (source.Contains('%', StringComparison.Ordinal))
        {
            // Escaped, it could be any of the below.
            _isUnknown = true;
        }
        else if (source.AsSpan().IndexOfAny("/:\\") < 0)
        {
            // The word that prompts have for a source leads nowhere.
        }
        else if (RunSource().Match(source) is { Success: true } run)
        {
            _read.Runs.Add(run.Groups[1].Value);
        }
        else if (ModelIdSource().Match(source) is { Success: true } model)
        {
            _read.LoggedModels.Add(model.Groups[1].Value);
        }
        else if (ModelSource().Match(source) is { Success: true } registered)
        {
            _read.RegisteredModels.Add(registered.Groups[1].Value);
        }
        else if (ArtifactSource().Match(source) is { Success: true } artifact)
        {
            AddOwner(artifact.Groups[1].Value, _read);
        }
        else if (source.StartsWith("runs:", StringComparison.OrdinalIgnoreCase) || source.StartsWith("models:", StringComparison.OrdinalIgnoreCase)
            || source.StartsWith("mlflow-artifacts:", StringComparison.OrdinalIgnoreCase) || !source.Contains("://", StringComparison.Ordinal))
        {
            _isUnknown = true;
        }
    }

    private void AddOwner(string? path, Names names)
    {
        if (ArtifactPath.TryParse(path ?? "", out var parsed, out _) && parsed.Names is [var first, ..] && first.All(char.IsAsciiDigit))
        {
            names.Experiments.Add(first);
        }
        else
        {
            _isUnknown = true;
        }
    }

    [GeneratedRegex("^runs:/+([0-9a-fA-F]{32})(?:/|\\z)", RegexOptions.CultureInvariant)]
    private static partial Regex RunSource();

    [GeneratedRegex("^models:/(m-[^/@?#%]+)/?\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ModelIdSource();

    [GeneratedRegex("^models:/([^/?#]+?)(?:/[0-9]+|@[^/@]+)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ModelSource();

    [GeneratedRegex("^mlflow-artifacts:(?://[^/]*)?/+(?!/)(.*)\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex ArtifactSource();

    private sealed class Names
    {
        public List<string> Experiments { get; } = [];

        public List<string> ExperimentNames { get; } = [];

        public List<string> Runs { get; } = [];

        public List<string> LoggedModels { get; } = [];

        public List<string> Scorers { get; } = [];

        public List<string> ScorerNames { get; } = [];

        public List<NamedScorer> NamedScorers { get; } = [];

        public List<string> Issues { get; } = [];

        public List<string> Datasets { get; } = [];

        public List<string> Traces { get; } = [];

        public List<string> StartedTraces { get; } = [];

        public List<string> RegisteredModels { get; } = [];

        /// <summary>Whether nothing is named that has a permission; a trace that is yet to be made has none.</summary>
        public bool IsEmpty => Experiments.Count + ExperimentNames.Count + Runs.Count + LoggedModels.Count
            + Scorers.Count + NamedScorers.Count + Issues.Count + Datasets.Count + Traces.Count + RegisteredModels.Count == 0;

        public NamedResources Build() => new()
        {
            ExperimentIds = Experiments,
            ExperimentNames = ExperimentNames,
            RunIds = Runs,
            LoggedModelIds = LoggedModels,
            ScorerIds = Scorers,
            Scorers = NamedScorers,
            IssueIds = Issues,
            DatasetIds = Datasets,
            TraceIds = Traces,
            StartedTraceIds = StartedTraces,
            RegisteredModels = RegisteredModels,
        };
    }
}
