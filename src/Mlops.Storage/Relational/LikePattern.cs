namespace Mlops.Storage.Relational;

/// <summary>The pattern of a <c>LIKE</c> as a parameter: <c>%</c> and <c>_</c> are wild, every other character stands for itself.</summary>
internal readonly record struct LikePattern(string Text);
