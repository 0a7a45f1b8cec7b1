using Microsoft.Extensions.Options;
using Mlops.Catalog;
using Mlops.Catalog.Sources;

namespace Mlops.Hosting.Catalog;

internal sealed class CatalogOptionsValidator : IValidateOptions<CatalogOptions>, IValidateOptions<FolderSourceOptions>
{
    public ValidateOptionsResult Validate(string? name, CatalogOptions options) => Result(options.Validate());

    public ValidateOptionsResult Validate(string? name, FolderSourceOptions options) => Result(options.Validate());

    private static ValidateOptionsResult Result(IReadOnlyList<string> faults) =>
        faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
}
