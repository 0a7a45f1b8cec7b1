using System.Globalization;
using System.Text;

namespace Mlops.Storage.Relational;

/// <summary>A condition on many row numbers at once that is one statement whatever their number.</summary>
internal static class IdList
{
    /// <summary>The right-hand side for a column, and the value of its one parameter <c>@0</c>.</summary>
    /// <param name="ids">At least one number.</param>
    public static (string Where, object Parameter) Of(IReadOnlyList<long> ids)
    {
        if (ids.Count == 1)
        {
            return ("= @0", ids[0]);
        }

        var json = new StringBuilder("[", 2 + (8 * ids.Count));
        foreach (var id in ids)
        {
            json.Append(CultureInfo.InvariantCulture, $"{id},");
        }

        json[^1] = ']';
        return ("IN (SELECT value FROM json_each(@0))", json.ToString());
    }
}
