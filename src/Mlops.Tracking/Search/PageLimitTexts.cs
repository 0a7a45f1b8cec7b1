namespace Mlops.Tracking.Search;

/// <summary>MLflow refuses a bad <c>max_results</c> in different words, depending on which of its layers looks at it.</summary>
internal enum PageLimitTexts
{
    /// <summary>The store looks.</summary>
    Plain,

    /// <summary>The request's schema looks at the upper bound, the store at the lower.</summary>
    Schema,

    /// <summary>Like <see cref="Schema"/>, but model versions word the lower bound their own way.</summary>
    ModelVersions,
}
