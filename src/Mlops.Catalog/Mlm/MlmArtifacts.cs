namespace Mlops.Catalog.Mlm;

/// <summary>How model files were saved, as <c>mlm:artifact_type</c> names it: by the framework's own function where it has one.</summary>
internal static class MlmArtifacts
{
    public static string TypeOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".ONNX" => "onnx",
        ".PT" or ".PTH" => "torch.save",
        ".PT2" => "torch.export.save",
        ".TORCHSCRIPT" => "torch.jit.save",
        ".KERAS" or ".H5" or ".HDF5" => "tf.keras.Model.save",
        ".PB" => "tf.saved_model.save",
        ".TFLITE" => "tflite",
        ".CKPT" => "checkpoint",
        ".PKL" or ".PICKLE" => "pickle.dump",
        ".JOBLIB" => "joblib.dump",
        ".XGB" or ".UBJ" => "xgboost.Booster.save_model",
        ".LGB" => "lightgbm.Booster.save_model",
        ".CBM" => "catboost.CatBoost.save_model",
        ".MLMODEL" => "coreml",
        ".SAFETENSORS" => "safetensors",
        var extension when extension.Length > 1 => extension[1..].ToLowerInvariant(),
        _ => "other",
    };
}
