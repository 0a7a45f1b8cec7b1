namespace Mlops.Tracking.Registry;

/// <summary>What <c>createRegisteredModel</c> asks for.</summary>
/// <param name="Name">The wished name; checked.</param>
/// <param name="Description">Text for people, or null.</param>
/// <param name="Tags">The first tags; of several with one key the last counts.</param>
public sealed record NewRegisteredModel(string Name, string? Description, IReadOnlyList<Tag> Tags);
