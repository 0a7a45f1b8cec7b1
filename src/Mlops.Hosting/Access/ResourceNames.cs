using Mlops.Tracking.Access;
using Mlops.Tracking.Artifacts;

namespace Mlops.Hosting.Access;

/// <summary>Collects what a request names.</summary>
internal sealed class ResourceNames
{
    /// <summary>The most names in one request; one with more is about the whole workspace.</summary>
    public const int MaxNames = 10_000;
    private const int MaxScorers = 100;
    private readonly Lists _changed = new();
    private readonly Lists _read = new();
    private bool _isUnknown;
    private int _count;

    /// <summary>Adds a name.</summary>
    /// <param name="kind">What it names.</param>
    /// <param name="value">The name as the handler reads it.</param>
    /// <param name="isRead">Whether the route only reads it.</param>
    public void Add(NamedKind kind, string value, bool isRead)
    {
        _isUnknown |= ++_count > MaxNames || value.Contains('\0', StringComparison.Ordinal);
        var lists = isRead ? _read : _changed;
        switch (kind)
        {
            case NamedKind.Artifact:
                AddOwner(ArtifactPath.TryParse(value, out var path, out _) ? path : null, lists);
                break;
            case NamedKind.ArtifactLocation:
                // Everything else is not kept by this server, or is refused by the rules for locations.
                if (ArtifactUri.IsServed(value))
                {
                    AddOwner(ArtifactUri.TryResolve(value, out var place) ? place : null, lists);
                }

                break;
            case NamedKind.ModelSource:
                AddSource(ModelSourceOwner.Of(value), lists);
                break;
            default:
                lists.Of(kind).Add(value);
                break;
        }
    }

    /// <summary>Adds the owner of a place in the artifact store, on which the route acts.</summary>
    public void Add(ArtifactPath place) => AddOwner(place, _changed);

    /// <summary>Adds a scorer by its name within its experiment.</summary>
    public void Add(NamedScorer scorer)
    {
        _changed.Scorers.Add(scorer);
        _isUnknown |= _changed.Scorers.Count > MaxScorers;
    }

    /// <summary>What has been added.</summary>
    /// <returns>Null when something can't be found: the request is about the whole workspace then.</returns>
    public RequestedResources? Build() => _isUnknown ? null : new RequestedResources(_changed.Build(), _read.Build());

    private void AddSource((NamedKind? Kind, string Value) owner, Lists lists)
    {
        if (owner.Kind == NamedKind.Artifact)
        {
            AddOwner(ArtifactPath.TryParse(owner.Value, out var path, out _) ? path : null, lists);
        }
        else if (owner.Kind is { } kind)
        {
            lists.Of(kind).Add(owner.Value);
        }
        else
        {
            // Without a value it leads nowhere, as the word that prompts have for a source.
            _isUnknown |= owner.Value.Length > 0;
        }
    }

    /// <summary>Files belong to the experiment whose id leads their path, others to the whole workspace.</summary>
    private void AddOwner(ArtifactPath? path, Lists lists)
    {
        if (path?.Names is [var first, ..] && first.All(char.IsAsciiDigit) && (first.Length == 1 || first[0] != '0'))
        {
            lists.Of(NamedKind.Experiment).Add(first);
        }
        else
        {
            _isUnknown = true;
        }
    }

    private sealed class Lists
    {
        private readonly Dictionary<NamedKind, List<string>> _values = [];

        public List<NamedScorer> Scorers { get; } = [];

        public List<string> Of(NamedKind kind) => _values.TryGetValue(kind, out var known) ? known : _values[kind] = [];

        public NamedResources Build() => new()
        {
            ExperimentIds = Found(NamedKind.Experiment),
            ExperimentNames = Found(NamedKind.ExperimentName),
            RunIds = Found(NamedKind.Run),
            LoggedModelIds = Found(NamedKind.LoggedModel),
            ScorerIds = Found(NamedKind.ScorerId),
            Scorers = Scorers,
            IssueIds = Found(NamedKind.Issue),
            DatasetIds = Found(NamedKind.Dataset),
            TraceIds = Found(NamedKind.Trace),
            StartedTraceIds = Found(NamedKind.StartedTrace),
            RegisteredModels = Found(NamedKind.RegisteredModel),
        };

        private List<string> Found(NamedKind kind) => _values.TryGetValue(kind, out var known) ? known : [];
    }
}
