using System.Reflection;
using Mlops.Tracking;

namespace Mlops.Client;

/// <summary>How a run starts, and how its values are sent.</summary>
public sealed record RunStart
{
    /// <summary>The name shown to people; null for the server's choice.</summary>
    public string? RunName { get; init; }

    /// <summary>A text for people, in Markdown (tag <c>mlflow.note.content</c>).</summary>
    public string? Description { get; init; }

    /// <summary>Who starts it; the name of the operating system's user unless set.</summary>
    public string UserName { get; init; } = Environment.UserName;

    /// <summary>
    /// Its first tags. The tags that MLflow's clients set (<c>mlflow.user</c>, <c>mlflow.source.name</c>, <c>mlflow.source.type</c>) are
    /// added where missing.
    /// </summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>
    /// How many logged values may wait for the server, 1 to 10 million; logging more waits until there is room. 100,000 unless set.
    /// </summary>
    public int QueueCapacity { get; init; } = 100_000;

    /// <summary>How long a value may wait for company before it is sent; a quarter of a second unless set.</summary>
    public TimeSpan BatchDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    internal IReadOnlyList<Tag> AllTags()
    {
        var tags = new List<Tag>(Tags);
        AddMissing("mlflow.user", UserName);
        AddMissing("mlflow.source.name", Assembly.GetEntryAssembly()?.GetName().Name);
        AddMissing("mlflow.source.type", "LOCAL");
        AddMissing("mlflow.note.content", Description);
        return tags;

        void AddMissing(string key, string? value)
        {
            if (!string.IsNullOrEmpty(value) && tags.All(tag => tag.Key != key))
            {
                tags.Add(new Tag(key, value));
            }
        }
    }
}
