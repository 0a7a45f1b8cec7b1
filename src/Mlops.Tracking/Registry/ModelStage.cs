using System.Text.Json.Serialization;

namespace Mlops.Tracking.Registry;

/// <summary>Where a model version stands in its life (MLflow's stages, which aliases have superseded).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelStage>))]
public enum ModelStage
{
    /// <summary>Nowhere in particular.</summary>
    None = 0,

    /// <summary>On trial.</summary>
    Staging = 1,

    /// <summary>In use.</summary>
    Production = 2,

    /// <summary>No longer in use.</summary>
    Archived = 3,
}
