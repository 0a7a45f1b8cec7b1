namespace Mlops.Hosting.Access;

/// <summary>The fields by which routes name what they are about.</summary>
internal static class Names
{
    public static ResourceField Experiment(string field) => new(NamedKind.Experiment, field);

    public static ResourceField Experiments(string field) => Experiment(field) with { IsList = true };

    public static ResourceField ExperimentName(string field) => new(NamedKind.ExperimentName, field);

    public static ResourceField Run(params IReadOnlyList<string> fields) => new(NamedKind.Run, fields);

    public static ResourceField Runs(string field) => Run(field) with { IsList = true };

    public static ResourceField LoggedModel(string field) => new(NamedKind.LoggedModel, field);

    public static ResourceField RegisteredModel(string field) => new(NamedKind.RegisteredModel, field);

    /// <summary>A scorer by its name within its experiment.</summary>
    public static ResourceField Scorer(string experimentField, string nameField) => new(NamedKind.Scorer, experimentField, nameField);

    public static ResourceField ScorerIds(string field) => new(NamedKind.ScorerId, field) { IsList = true };

    public static ResourceField Issue(string field) => new(NamedKind.Issue, field);

    public static ResourceField Dataset(string field) => new(NamedKind.Dataset, field);

    public static ResourceField Trace(string field) => new(NamedKind.Trace, field);

    public static ResourceField Traces(string field) => Trace(field) with { IsList = true };

    public static ResourceField StartedTrace(string field) => new(NamedKind.StartedTrace, field);

    public static ResourceField Artifact(string field) => new(NamedKind.Artifact, field);

    public static ResourceField ArtifactLocation(string field) => new(NamedKind.ArtifactLocation, field);

    public static ResourceField ModelSource(string field) => new(NamedKind.ModelSource, field) { IsRead = true };
}
