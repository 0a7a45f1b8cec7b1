namespace Mlops.Hosting.Mlflow.Ui;

/// <summary>MLflow's own web pages, which an operator may put beside this server.</summary>
public sealed class MlflowUiOptions
{
    /// <summary>
    /// The folder of MLflow's built pages, the one that holds <c>index.html</c> (<c>mlflow/server/js/build</c> of an installed MLflow);
    /// empty to serve no pages. Configuration key <c>Mlops:Mlflow:UiPath</c>.
    /// </summary>
    public string UiPath { get; set; } = "";
}
