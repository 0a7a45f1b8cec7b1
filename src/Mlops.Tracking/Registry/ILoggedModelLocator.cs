namespace Mlops.Tracking.Registry;

/// <summary>Finds the logged model that a source <c>models:/m-…</c> or a request's <c>model_id</c> names.</summary>
internal interface ILoggedModelLocator
{
    /// <summary>Finds a logged model.</summary>
    /// <param name="workspace">The workspace path.</param>
    /// <param name="modelId">Its id, such as <c>m-</c> and 32 hexadecimal digits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Where it is, or null where the workspace has none of that id.</returns>
    ValueTask<LoggedModelLocation?> FindAsync(string workspace, string modelId, CancellationToken cancellationToken);
}
