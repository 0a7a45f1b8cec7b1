using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mlops.Catalog.Items;
using Mlops.Catalog.Projects;

namespace Mlops.Catalog.Sources;

/// <summary>A folder that is a project, with the files that a walk found in it.</summary>
internal sealed class FolderProject(string path, DirectoryInfo directory, FolderManifest manifest, int maxFiles, IFolderHistory? history)
{
    private const int MaxLicenseBytes = 32 * 1024;

    private const int MaxMissed = 20;

    private readonly List<FolderFile> _files = [];
    private readonly List<string> _missed = [];
    private readonly Lazy<FolderTimes?> _times = new(() => history?.Find(directory.FullName));

    public string Path { get; } = path;

    public IReadOnlyList<FolderFile> Files => _files;

    public bool IsTruncated { get; private set; }

    public void Add(FolderFile file)
    {
        if (_files.Count < maxFiles)
        {
            _files.Add(file);
        }
        else
        {
            IsTruncated = true;
        }
    }

    /// <summary>Notes a file or folder whose name no address can carry.</summary>
    public void Miss(string name)
    {
        if (_missed.Count < MaxMissed)
        {
            _missed.Add(name);
        }
    }

    /// <summary>A fingerprint of names, sizes and times, and of what the sidecar says.</summary>
    public string ChangeKey()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(string.Join('\n', [manifest.Name, manifest.Description, .. manifest.Topics]));
        Append(string.Join('\n', [HasDvc ? "dvc" : "", .. _missed]));
        if (_times.Value is { } times)
        {
            Append(string.Create(CultureInfo.InvariantCulture, $"{times.CreatedAt.UtcTicks}\n{times.UpdatedAt.UtcTicks}"));
        }

        foreach (var file in _files)
        {
            Append(string.Create(CultureInfo.InvariantCulture, $"{file.Path}\n{file.Size}\n{file.Modified.UtcTicks}"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()[..16]);

        void Append(string text)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0]);
        }
    }

    public ProjectReference ToReference() => new(Path, ChangeKey());

    public Project ToProject()
    {
        // Without a history the oldest and the newest file stand for making and last activity.
        var times = _files.Select(file => file.Modified).DefaultIfEmpty(directory.LastWriteTimeUtc).ToList();
        return new()
        {
            Path = Path,
            Name = manifest.Name ?? Path[(Path.LastIndexOf('/') + 1)..],
            Topics = manifest.Topics,
            Description = manifest.Description,
            CreatedAt = _times.Value?.CreatedAt ?? times.Min().ToUniversalTime(),
            UpdatedAt = _times.Value?.UpdatedAt ?? times.Max().ToUniversalTime(),
            ChangeKey = ChangeKey(),
            License = License(),
            Files = [.. _files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => new ProjectFile(file.Path, file.Size))],
            FilesTruncated = IsTruncated,
            UnsharedFiles = _missed,
            HasDvc = HasDvc,
        };
    }

    private bool HasDvc => Directory.Exists(System.IO.Path.Combine(directory.FullName, ".dvc"));

    private string? License()
    {
        var name = _files.Select(file => file.Path).FirstOrDefault(Licenses.IsLicenseFile);
        try
        {
            return name is null ? null : Licenses.Detect(TextFile.Read(new FileInfo(System.IO.Path.Combine(directory.FullName, name)), MaxLicenseBytes));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
