using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Registry;

/// <summary>A <c>models:/</c> URI: a logged model's id, or a registered model's name with a version or an alias.</summary>
internal sealed record ModelUri
{
    public const string Scheme = "models";

    /// <summary>The logged model's id, or null.</summary>
    public string? ModelId { get; private init; }

    /// <summary>The registered model's name where there is no id.</summary>
    public string Name { get; private init; } = "";

    /// <summary>The version, or null where an alias stands.</summary>
    public string? Version { get; private init; }

    /// <summary>The alias where there is neither id nor version.</summary>
    public string Alias { get; private init; } = "";

    public static ModelUri Parse(ModelSource source)
    {
        var parts = source.Path.Trim('/').Split('/');
        if (!source.Decoded[(Scheme.Length + 1)..].StartsWith("//", StringComparison.Ordinal) && !source.Decoded.Contains('?', StringComparison.Ordinal))
        {
            if (parts is [var name, var version] && name.Length > 0 && version.Length > 0 && version.All(char.IsAsciiDigit))
            {
                return new ModelUri { Name = name, Version = version };
            }

            if (parts is [var only])
            {
                var at = only.LastIndexOf('@');
                if (at > 0 && at < only.Length - 1)
                {
                    return new ModelUri { Name = only[..at], Alias = only[(at + 1)..] };
                }

                if (at < 0 && only.StartsWith("m-", StringComparison.Ordinal))
                {
                    return new ModelUri { ModelId = only };
                }
            }
        }

        throw MlflowException.InvalidParameterValue(
            $"Invalid model version source: '{source.Text}'. A models URI must be models:/{{name}}/{{version}}, models:/{{name}}@{{alias}} or models:/{{logged model id}}.");
    }
}
