using System.Collections.Immutable;
using System.Globalization;
using Mlops.Catalog.Registry;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Search;

namespace Mlops.Hosting.Catalog;

/// <summary>Shows the catalog the registry: the versions of a project's workspace that hold a valid ONNX model.</summary>
internal sealed class RegistryModelCatalog(IModelVersionStore versions) : IModelCatalog
{
    private const int PageSize = 1000;

    public async Task<IReadOnlyList<CatalogModelVersion>> ListVersionsAsync(string projectPath, CancellationToken cancellationToken)
    {
        var found = new List<(ModelVersion Version, CatalogModelVersion Entry)>();
        await foreach (var version in ListAsync(projectPath, cancellationToken))
        {
            if (Read(projectPath, version) is { } entry)
            {
                found.Add((version, entry));
            }
        }

        return [.. found.OrderByDescending(pair => pair.Version.CreationTimestamp).ThenBy(pair => pair.Version.Name, StringComparer.Ordinal)
            .ThenByDescending(pair => long.Parse(pair.Version.Version, CultureInfo.InvariantCulture)).Select(pair => pair.Entry)];
    }

    /// <summary>All versions of a project's workspace.</summary>
    public async IAsyncEnumerable<ModelVersion> ListAsync(
        string projectPath, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = ModelVersionSearch.ParseOrderBy(["name ASC", "version_number ASC"]);
        for (var offset = 0L; ;)
        {
            var query = new ModelVersionQuery(ModelVersionSearch.ParseFilter(null), order, PageSize, offset);
            var page = await versions.SearchAsync(projectPath, query, cancellationToken);
            foreach (var version in page.Items)
            {
                yield return version;
            }

            if (page.NextPageToken is null)
            {
                yield break;
            }

            offset += page.Items.Count;
        }
    }

    /// <summary>The version as the catalog shows it, or null when it is none that it shows.</summary>
    private static CatalogModelVersion? Read(string project, ModelVersion version)
    {
        if (version.Status != ModelVersionStatus.Ready
            || OnnxModelTags.Read(version.Tags.ToDictionary(tag => tag.Key, tag => tag.Value)) is not { Valid: true, File: { Length: > 0 } file } model)
        {
            return null;
        }

        var tracking = $"/mlflow/{string.Join('/', project.Split('/').Select(Uri.EscapeDataString))}/tracking";
        var key = $"name={Uri.EscapeDataString(version.Name)}&version={version.Version}";
        return new()
        {
            Name = version.Name,
            Version = version.Version,
            Href = $"{tracking}/model-versions/get-artifact?{key}&path={Uri.EscapeDataString(file)}",
            VersionHref = $"{tracking}/api/2.0/mlflow/model-versions/get?{key}",
            FileName = file,
            Size = model.Size >= 0 ? model.Size : null,
            Checksum = model.Sha256 is { Length: 64 } digest && digest.All(char.IsAsciiHexDigit) ? CatalogModelVersion.Multihash(digest) : null,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(version.CreationTimestamp),
            Framework = model.ProducerName,
            FrameworkVersion = model.ProducerVersion,
            Opset = model.Opsets.FirstOrDefault(opset => opset.Domain == "ai.onnx")?.Version,
            ParameterCount = model.ParameterCount,
            Inputs = [.. model.Inputs.Select(Tensor)],
            Outputs = [.. model.Outputs.Select(Tensor)],
        };
    }

    private static CatalogTensor Tensor(OnnxTensor tensor) =>
        new(tensor.Name, tensor.MlmDataType, tensor.Shape?.Select(dimension => new CatalogDimension(dimension.Size, dimension.Name)).ToImmutableList());
}
