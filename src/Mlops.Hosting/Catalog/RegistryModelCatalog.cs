using System.Collections.Immutable;
using System.Globalization;
using Mlops.Catalog;
using Mlops.Catalog.Registry;
using Mlops.Tracking.Registry;
using Mlops.Tracking.Search;

namespace Mlops.Hosting.Catalog;

/// <summary>
/// Shows the catalog the registry: the versions of a project's workspace that are ready, of whatever framework. What an inspection found
/// invalid, and prompts, which the registry keeps as well, are left out.
/// </summary>
internal sealed class RegistryModelCatalog(IModelVersionStore versions, ModelVersionFiles files) : IModelCatalog
{
    private const int PageSize = 1000;

    // As many as an item shows, and some: the files of older ones need not be looked at.
    private const int MaxDescribed = 100;
    private const string Prompt = "mlflow.prompt.is_prompt";

    public async Task<IReadOnlyList<CatalogModelVersion>> ListVersionsAsync(string projectPath, CancellationToken cancellationToken)
    {
        var found = new List<ModelVersion>();
        await foreach (var version in ListAsync(projectPath, cancellationToken))
        {
            if (IsShown(version))
            {
                found.Add(version);
            }
        }

        var entries = new List<CatalogModelVersion>();
        foreach (var version in found.OrderByDescending(version => version.CreationTimestamp).ThenBy(version => version.Name, StringComparer.Ordinal)
            .ThenByDescending(version => long.Parse(version.Version, CultureInfo.InvariantCulture)).Take(MaxDescribed))
        {
            entries.Add(await DescribeAsync(projectPath, version, cancellationToken));
        }

        return entries;
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

    private static OnnxModel? Inspected(ModelVersion version) => OnnxModelTags.Read(version.Tags.ToDictionary(tag => tag.Key, tag => tag.Value));

    private static bool IsShown(ModelVersion version) =>
        version.Status == ModelVersionStatus.Ready
        && Inspected(version) is null or { Valid: true }
        && !version.Tags.Any(tag => tag.Key == Prompt && string.Equals(tag.Value, "true", StringComparison.OrdinalIgnoreCase));

    private async Task<CatalogModelVersion> DescribeAsync(string project, ModelVersion version, CancellationToken cancellationToken)
    {
        var tracking = CatalogPaths.Tracking(project).TrimEnd('/');
        var key = $"name={Uri.EscapeDataString(version.Name)}&version={version.Version}";
        var plain = new CatalogModelVersion
        {
            Name = version.Name,
            Version = version.Version,
            VersionHref = $"{tracking}/api/2.0/mlflow/model-versions/get?{key}",
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(version.CreationTimestamp),
        };
        if (Inspected(version) is { File: { Length: > 0 } inspected } onnx)
        {
            return plain with
            {
                Href = Download(inspected),
                FileName = inspected,
                Size = onnx.Size >= 0 ? onnx.Size : null,
                Checksum = onnx.Sha256 is { Length: 64 } digest && digest.All(char.IsAsciiHexDigit) ? CatalogModelVersion.Multihash(digest) : null,
                Framework = onnx.ProducerName,
                FrameworkVersion = onnx.ProducerVersion,
                Opset = onnx.Opsets.FirstOrDefault(opset => opset.Domain == "ai.onnx")?.Version,
                ParameterCount = onnx.ParameterCount,
                Inputs = [.. onnx.Inputs.Select(Tensor)],
                Outputs = [.. onnx.Outputs.Select(Tensor)],
            };
        }

        return await files.FindAsync(project, version, cancellationToken) is not { } found ? plain : plain with
        {
            Href = found.Artifact is { } whole
                ? $"{tracking}/api/2.0/mlflow-artifacts/artifacts/{string.Join('/', whole.Split('/').Select(Uri.EscapeDataString))}"
                : Download(found.File),
            FileName = found.File,
            ArtifactType = found is { File: MlflowModelFile.Name, Model.Flavor: { } flavor } ? $"mlflow.{flavor}.save_model" : null,
            Size = found.Size,
            Framework = found.Model?.Flavor,
            FrameworkVersion = found.Model?.FrameworkVersion,
            Inputs = found.Model?.Inputs ?? [],
            Outputs = found.Model?.Outputs ?? [],
        };

        string Download(string file) => $"{tracking}/model-versions/get-artifact?{key}&path={Uri.EscapeDataString(file)}";
    }

    private static CatalogTensor Tensor(OnnxTensor tensor) =>
        new(tensor.Name, tensor.MlmDataType, tensor.Shape?.Select(dimension => new CatalogDimension(dimension.Size, dimension.Name)).ToImmutableList());
}
