namespace Mlops.Storage.Tests.Artifacts;

/// <summary>Tests that look at what the whole process allocates: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
