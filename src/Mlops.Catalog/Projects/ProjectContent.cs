namespace Mlops.Catalog.Projects;

/// <summary>An opened file of a project; disposing closes it.</summary>
/// <param name="content">The bytes asked for.</param>
public sealed class ProjectContent(Stream content) : IAsyncDisposable
{
    /// <summary>The bytes asked for, read once from front to back.</summary>
    public Stream Content { get; } = content ?? throw new ArgumentNullException(nameof(content));

    /// <summary>Where they begin in the file.</summary>
    public long Offset { get; init; }

    /// <summary>How many they are, or null where the source cannot say.</summary>
    public long? Length { get; init; }

    /// <summary>The whole file's size in bytes, or null where the source cannot say.</summary>
    public long? TotalLength { get; init; }

    /// <summary>When the file last changed, or null where the source cannot say.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>A strong validator without quotes, or null.</summary>
    public string? EntityTag { get; init; }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
