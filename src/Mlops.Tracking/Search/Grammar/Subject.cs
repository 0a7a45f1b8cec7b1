namespace Mlops.Tracking.Search.Grammar;

/// <summary>What an identifier turned out to name.</summary>
internal readonly record struct Subject(EntityKind Entity, string Key);
