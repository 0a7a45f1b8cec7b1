using Mlops.Benchmarks.Load;

namespace Mlops.Benchmarks.Compare;

/// <summary>The requests of catalog readers, which only builds of this software answer.</summary>
internal static class CatalogScenarios
{
    /// <summary>Puts what the catalog reads into a data folder, before its host starts.</summary>
    /// <param name="data">The folder.</param>
    /// <returns>The settings by which the host finds it.</returns>
    public static string[] Prepare(DataFolder data) => [$"--Mlops:Catalog:Folders:0={Directory.CreateDirectory(Path.Combine(data.Path, "projects")).FullName}"];

    /// <summary>The requests; called when the host answers.</summary>
    /// <param name="server">The host.</param>
    /// <param name="options">How many connections send.</param>
    public static IEnumerable<LoadScenario> All(Uri server, LoadOptions options) => [];
}
