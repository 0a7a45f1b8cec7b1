using System.Text.RegularExpressions;

namespace Mlops.Catalog.Items;

/// <summary>Licences as STAC 1.1 has them: an SPDX id that its schema takes, else <c>other</c>.</summary>
internal static partial class Licenses
{
    public const string Other = "other";

    private static readonly string[] s_common =
    [
        "AGPL-3.0-only", "AGPL-3.0-or-later", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "CC-BY-4.0", "CC-BY-NC-4.0",
        "CC-BY-NC-SA-4.0", "CC-BY-SA-4.0", "EPL-2.0", "EUPL-1.2", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later", "ISC",
        "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MPL-2.0", "ODbL-1.0", "PDDL-1.0", "Unlicense", "Zlib",
    ];

    // What a licence file is known by: all of a row's phrases within its beginning. Narrower rows first.
    private static readonly (string Id, string[] Phrases)[] s_texts =
    [
        ("Apache-2.0", ["apache", "license", "version 2.0"]),
        ("Apache-2.0", ["apache", "license 2.0"]),
        ("AGPL-3.0-only", ["gnu affero general public license", "version 3"]),
        ("LGPL-3.0-only", ["gnu lesser general public license", "version 3"]),
        ("LGPL-2.1-only", ["gnu lesser general public license", "version 2.1"]),
        ("GPL-3.0-only", ["gnu general public license", "version 3"]),
        ("GPL-2.0-only", ["gnu general public license", "version 2"]),
        ("MPL-2.0", ["mozilla public license", "2.0"]),
        ("EPL-2.0", ["eclipse public license", "2.0"]),
        ("EUPL-1.2", ["european union public licence", "1.2"]),
        ("CC0-1.0", ["cc0 1.0"]),
        ("CC-BY-SA-4.0", ["attribution-sharealike 4.0"]),
        ("CC-BY-NC-SA-4.0", ["attribution-noncommercial-sharealike 4.0"]),
        ("CC-BY-NC-4.0", ["attribution-noncommercial 4.0"]),
        ("CC-BY-4.0", ["attribution 4.0 international"]),
        ("BSD-3-Clause", ["redistribution and use in source and binary forms", "neither the name"]),
        ("BSD-2-Clause", ["redistribution and use in source and binary forms"]),
        ("MIT", ["permission is hereby granted, free of charge", "without restriction"]),
        ("ISC", ["permission to use, copy, modify, and/or distribute this software for any purpose"]),
        ("Unlicense", ["this is free and unencumbered software"]),
    ];

    /// <summary>
    /// What to write as <c>license</c>: <c>proprietary</c> and <c>various</c> are deprecated, expressions do not fit the schema.
    /// </summary>
    public static string Normalize(string license) => Id().IsMatch(license.Trim()) && !IsNone(license) ? Spell(license.Trim()) : Other;

    /// <summary>Whether a text says that the licence is none of SPDX's.</summary>
    public static bool IsNone(string license) => license.Trim().ToUpperInvariant() is "PROPRIETARY" or "VARIOUS" or "OTHER" or "NONE" or "NOASSERTION";

    /// <summary>An id in the spelling of SPDX, where it is a common one.</summary>
    public static string Spell(string id) => Array.Find(s_common, known => string.Equals(known, id, StringComparison.OrdinalIgnoreCase)) ?? id;

    /// <summary>The page of a licence, or null when it has none.</summary>
    public static string? Page(string license) => license == Other ? null : $"https://spdx.org/licenses/{Uri.EscapeDataString(license)}.html";

    /// <summary>Whether a file in a project's root is its licence.</summary>
    public static bool IsLicenseFile(string path) => LicenseFile().IsMatch(path);

    /// <summary>The licence whose text this is, or null.</summary>
    public static string? Detect(string text)
    {
        var plain = Spaces().Replace(text, " ").ToLowerInvariant();
        return s_texts.FirstOrDefault(known => known.Phrases.All(phrase => plain.Contains(phrase, StringComparison.Ordinal))).Id;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.+-]{0,63}\z")]
    private static partial Regex Id();

    [GeneratedRegex(@"^(licen[cs]e|copying)(\.(md|txt|rst))?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LicenseFile();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
