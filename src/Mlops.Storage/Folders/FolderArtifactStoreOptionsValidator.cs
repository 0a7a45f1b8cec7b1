using Microsoft.Extensions.Options;

namespace Mlops.Storage.Folders;

internal sealed class FolderArtifactStoreOptionsValidator : IValidateOptions<FolderArtifactStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, FolderArtifactStoreOptions options)
    {
        var problems = options.Problems().ToArray();
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
