namespace Mlops.Tracking.Registry;

/// <summary>
/// Looks into the files of a registered model version: what it is, whether it is sound. An embedder may add one per format;
/// the first that recognises the files answers.
/// </summary>
public interface IModelInspector
{
    /// <summary>
    /// Whether a file of this name may belong to the format. Judges by the name alone, so that files need not be fetched to be ruled out.
    /// </summary>
    /// <param name="path">A file name or a relative path with forward slashes.</param>
    bool Recognises(string path);

    /// <summary>Inspects a model that lies on the local disk.</summary>
    /// <param name="path">The absolute path of the model's folder, or of its one file. It is only read, and must not change
    /// meanwhile.</param>
    /// <param name="cancellationToken">Ends the inspection early.</param>
    /// <returns>
    /// What was found; null when nothing there is of this format. A bad model is an answer (<see cref="ModelInspectionOutcome.Invalid"/>),
    /// never an exception; so are conditions of the host (<see cref="ModelInspectionOutcome.Inconclusive"/>).
    /// </returns>
    Task<ModelInspection?> InspectAsync(string path, CancellationToken cancellationToken);
}
