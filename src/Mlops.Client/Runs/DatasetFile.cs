using System.Security.Cryptography;
using System.Text.Json;
using Mlops.Client.Http;
using Mlops.Tracking.Inputs;

namespace Mlops.Client;

/// <summary>Makes a <see cref="Dataset"/> of a local file.</summary>
public static class DatasetFile
{
    private const int DigestCharacters = 32;

    /// <summary>
    /// Describes a file: its digest is the first 32 hexadecimal digits of its SHA-256, its source the URI, its profile the size.
    /// </summary>
    /// <param name="localFile">The file; it is read to its end.</param>
    /// <param name="name">The dataset's name; null for the file's name without extension.</param>
    /// <param name="sourceUri">Where others find it; null for the path as given.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Dataset> DescribeAsync(
        string localFile, string? name = null, string? sourceUri = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(localFile);
        await using var file = new FileStream(localFile, FileMode.Open, FileAccess.Read, FileShare.Read, 128 << 10, FileOptions.Asynchronous | FileOptions.SequentialScan);
        var hash = await SHA256.HashDataAsync(file, cancellationToken);
        return new Dataset
        {
            Name = name ?? Path.GetFileNameWithoutExtension(localFile),
            Digest = Convert.ToHexStringLower(hash)[..DigestCharacters],
            SourceType = sourceUri is null ? "local" : "http",
            Source = JsonSerializer.Serialize(new DatasetSource(sourceUri ?? localFile), ClientJson.Default.DatasetSource),
            Profile = JsonSerializer.Serialize(new DatasetProfile(file.Length), ClientJson.Default.DatasetProfile),
        };
    }
}

internal sealed record DatasetSource(string Uri);

internal sealed record DatasetProfile(long NumBytes);
