namespace Mlops.Client;

/// <summary>The environment variables of MLflow's clients.</summary>
internal static class TrackingEnvironment
{
    public const string TrackingUri = "MLFLOW_TRACKING_URI";
    public const string Token = "MLFLOW_TRACKING_TOKEN";
    public const string UserName = "MLFLOW_TRACKING_USERNAME";
    public const string Password = "MLFLOW_TRACKING_PASSWORD";

    public static MlopsClient CreateClient(Func<string, string?> variable, MlopsClientOptions? options)
    {
        var text = variable(TrackingUri);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new InvalidOperationException($"The environment variable {TrackingUri} is not set; it holds the address of the tracking server, such as http://127.0.0.1:5000.");
        }

        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            // The value is not repeated: it may hold a password.
            throw new InvalidOperationException($"The environment variable {TrackingUri} is not an http or https address.");
        }

        options ??= new MlopsClientOptions();
        return new MlopsClient(uri, options.Credential is null ? options.With(ReadCredential(variable)) : options);
    }

    // As in MLflow, name and password win over a token.
    public static MlopsCredential? ReadCredential(Func<string, string?> variable)
    {
        try
        {
            return (variable(UserName), variable(Password), variable(Token)) switch
            {
                ({ Length: > 0 } name, { Length: > 0 } password, _) => MlopsCredential.Basic(name, password),
                (_, _, { Length: > 0 } token) => MlopsCredential.Token(token.Trim()),
                _ => null,
            };
        }
        catch (ArgumentException error)
        {
            throw new InvalidOperationException($"The environment variables {UserName}, {Password} or {Token} cannot be used: {error.Message}", error);
        }
    }
}
