using Microsoft.Extensions.Options;

namespace Mlops.Hosting.Mlflow.Ui;

internal sealed class MlflowUiOptionsValidator : IValidateOptions<MlflowUiOptions>
{
    public ValidateOptionsResult Validate(string? name, MlflowUiOptions options) =>
        options.UiPath.Length == 0 || File.Exists(Path.Combine(options.UiPath, "index.html"))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Mlops:Mlflow:UiPath is '{options.UiPath}', where there is no index.html; it must be the folder of MLflow's built pages.");
}
