using Microsoft.AspNetCore.Http;
using Mlops.Tracking.Artifacts;

namespace Mlops.Hosting.Mlflow.Artifacts;

/// <summary>
/// MLflow's Python client decodes the names of a listing before it asks for the files (<c>validate_path_is_safe</c> on each entry), so that
/// the directories of <c>log_image</c> before 3.10 could be listed and not downloaded. For this client alone, a name that is not there
/// stands for the one entry of its directory that decodes to it. Only reads are answered so: what is written or deleted is always named
/// exactly.
/// </summary>
internal static class DecodedNames
{
    private const string Client = "mlflow-python-client/";
    private const int MaxRounds = 10;

    /// <summary>The path that the client means; the same one where it exists or nothing else does.</summary>
    public static async Task<ArtifactPath> ResolveAsync(HttpContext context, ArtifactService artifacts, string workspace, ArtifactPath path)
    {
        var stop = context.RequestAborted;
        if (path.IsRoot || !context.Request.Headers.UserAgent.ToString().StartsWith(Client, StringComparison.Ordinal)
            || await artifacts.StatAsync(workspace, path, stop) is not null)
        {
            return path;
        }

        var found = ArtifactPath.Root;
        foreach (var name in path.Names)
        {
            var exact = found.Append(ArtifactPath.Parse(name));
            if (await artifacts.StatAsync(workspace, exact, stop) is not null)
            {
                found = exact;
                continue;
            }

            var entries = await artifacts.ListEntriesAsync(workspace, found, stop);
            if (entries.Where(entry => entry.Name.Contains('%', StringComparison.Ordinal) && Decode(entry.Name) == name).ToList() is not [var only]
                || !ArtifactPath.TryParse(only.Name, out var below, out _))
            {
                return path;
            }

            found = found.Append(below);
        }

        return found;
    }

    /// <summary>
    /// As the client decodes: until nothing changes, with U+FFFD for what is no UTF-8, and control characters escaped again.
    /// </summary>
    private static string Decode(string name)
    {
        var text = name;
        for (var round = 0; round < MaxRounds; round++)
        {
            var decoded = PercentDecoding.OnceAsPython(text);
            if (decoded == text)
            {
                break;
            }

            text = decoded;
        }

        return string.Concat(text.Select(static c => c < 0x20 || c == 0x7f ? $"%{(int)c:x2}" : c.ToString()));
    }
}
