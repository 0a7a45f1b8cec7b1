using System.Globalization;

namespace Mlops.Storage.Relational;

/// <summary>The names of positional parameters.</summary>
internal static class ParameterNames
{
    private static readonly string[] Known = [.. Enumerable.Range(0, 64).Select(Create)];

    public static string At(int index) => index < Known.Length ? Known[index] : Create(index);

    private static string Create(int index) => "@" + index.ToString(CultureInfo.InvariantCulture);
}
