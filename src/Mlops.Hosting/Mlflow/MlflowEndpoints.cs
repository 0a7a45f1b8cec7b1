using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Mlops.Hosting.Access;
using Mlops.Hosting.Configuration;
using Mlops.Hosting.Mlflow;
using Mlops.Hosting.Mlflow.Artifacts;
using Mlops.Hosting.Mlflow.Assessments;
using Mlops.Hosting.Mlflow.Evaluation;
using Mlops.Hosting.Mlflow.Experiments;
using Mlops.Hosting.Mlflow.GraphQl;
using Mlops.Hosting.Mlflow.Inputs;
using Mlops.Hosting.Mlflow.LoggedModels;
using Mlops.Hosting.Mlflow.Metrics;
using Mlops.Hosting.Mlflow.Registry;
using Mlops.Hosting.Mlflow.Runs;
using Mlops.Hosting.Mlflow.Server;
using Mlops.Hosting.Mlflow.Traces;
using Mlops.Hosting.Mlflow.Ui;
using Mlops.Hosting.Mlflow.Users;
using Mlops.Hosting.Mlflow.Webhooks;
using Mlops.Hosting.Mlflow.Workspaces;
using Mlops.Hosting.Routing;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the MLflow protocol.</summary>
public static class MlflowEndpoints
{
    /// <summary>
    /// Maps every MLflow route under <c>/api</c>, <c>/ajax-api</c> and the root; with the workspace prefix
    /// <c>/mlflow/{project path}/tracking</c> the same routes answer for a project.
    /// </summary>
    /// <param name="endpoints">The application to map into.</param>
    /// <returns>A builder that adds conventions to all of these routes.</returns>
    public static IEndpointConventionBuilder MapMlflowApi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        RequiredParts.CheckTracking(endpoints, "MapMlflowApi()");
        var group = endpoints.MapGroup("");
        group.AddMlflowPipeline();
        var routes = new MlflowRoutes(group);
        ServerEndpoints.Map(routes, endpoints.ServiceProvider);
        ExperimentEndpoints.Map(routes);
        RunEndpoints.Map(routes);
        LogEndpoints.Map(routes);
        MetricEndpoints.Map(routes);
        RunArtifactEndpoints.Map(routes);
        ModelVersionArtifactEndpoints.Map(routes);
        ArtifactProxyEndpoints.Map(routes);
        MultipartUploadEndpoints.Map(routes);
        RegisteredModelEndpoints.Map(routes);
        ModelVersionEndpoints.Map(routes);
        LoggedModelEndpoints.Map(routes);
        LoggedModelArtifactEndpoints.Map(routes);
        RunModelEndpoints.Map(routes);
        DatasetEndpoints.Map(routes);
        EvaluationDatasetEndpoints.Map(routes);
        ScorerEndpoints.Map(routes);
        IssueEndpoints.Map(routes);
        GraphQlEndpoint.Map(routes);
        UiEndpoints.Map(routes, endpoints.ServiceProvider);
        WebhookEndpoints.Map(routes);
        WorkspaceEndpoints.Map(routes);
        if (endpoints.ServiceProvider.GetService(typeof(CallerSignIn)) is not null)
        {
            UserEndpoints.Map(routes);
            TokenEndpoints.Map(routes);
            ResourcePermissionEndpoints.Map(routes);
            WorkspacePermissionEndpoints.Map(routes);
            RoleEndpoints.Map(routes);
        }

        AssessmentEndpoints.Map(routes);
        TraceMetricEndpoints.Map(routes);
        TraceEndpoints.Map(routes);
        LegacyTraceEndpoints.Map(routes);
        TraceLinkEndpoints.Map(routes);
        TraceArtifactEndpoints.Map(routes);
        OtlpEndpoints.Map(routes);
        routes.RefuseOtherMethods();
        routes.Projects(new ProjectRoutes());
        return group;
    }
}
