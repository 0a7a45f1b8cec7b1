using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mlops.Stac.Search;

/// <summary>
/// Reads searches strictly: the parameters of STAC API Item Search as a query string or a JSON body. Narrowing parameters that are not
/// supported are refused rather than passed over, since their absence would answer too much; unknown parameters are passed over.
/// </summary>
public static partial class CatalogSearchParser
{
    private const int MaxJsonDepth = 32;

    /// <summary>Reads a query string.</summary>
    /// <param name="parameters">Decoded names and values, in any order. An empty value counts as absent, except for
    /// <c>datetime</c>.</param>
    /// <exception cref="InvalidSearchException">Names every field at fault.</exception>
    public static CatalogSearch FromQuery(IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var draft = new SearchDraft();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, text) in parameters)
        {
            var value = text ?? "";
            if (!SearchDraft.Fields.Contains(name))
            {
                if (value.Length > 0)
                {
                    draft.Unsupported(name);
                }
            }
            else if (!seen.Add(name))
            {
                draft.Fault(name, "is given more than once");
            }
            else if (value.Length > 0 || name == "datetime")
            {
                Take(draft, name, value);
            }
        }

        return draft.Finish();
    }

    /// <summary>Reads the body of a POST.</summary>
    /// <param name="body">The JSON object; a null member counts as absent.</param>
    /// <exception cref="InvalidSearchException">Names every field at fault.</exception>
    public static CatalogSearch FromJson(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidSearchException("body", "must be a JSON object");
        }

        var draft = new SearchDraft();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in body.EnumerateObject())
        {
            if (!SearchDraft.Fields.Contains(member.Name))
            {
                if (member.Value.ValueKind != JsonValueKind.Null)
                {
                    draft.Unsupported(member.Name);
                }
            }
            else if (!seen.Add(member.Name))
            {
                draft.Fault(member.Name, "is given more than once");
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                Take(draft, member.Name, member.Value);
            }
        }

        return draft.Finish();
    }

    private static void Take(SearchDraft draft, string name, string value)
    {
        switch (name)
        {
            case "ids" or "collections":
                draft.Names(name, value.Split(','));
                break;
            case "bbox":
                var numbers = new List<double>();
                foreach (var part in value.Split(',', 8))
                {
                    if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                    {
                        draft.Fault(name, "has a part that is not a number");
                        return;
                    }

                    numbers.Add(number);
                }

                draft.Bbox(numbers);
                break;
            case "intersects":
                try
                {
                    using var json = JsonDocument.Parse(value, new JsonDocumentOptions { MaxDepth = MaxJsonDepth });
                    draft.Intersects(json.RootElement);
                }
                catch (JsonException)
                {
                    draft.Fault(name, "is not JSON");
                }

                break;
            case "datetime":
                // A plus sign that a client did not escape arrives as a space.
                draft.Datetime(BlankBeforeOffset().Replace(value, "+"));
                break;
            case "limit":
                draft.Limit(value);
                break;
            case "token":
                draft.Token(value);
                break;
            case "sortby":
                SortText(draft, value);
                break;
        }
    }

    private static void Take(SearchDraft draft, string name, JsonElement value)
    {
        switch (name, value.ValueKind)
        {
            case ("ids" or "collections", JsonValueKind.Array) when value.EnumerateArray().All(member => member.ValueKind == JsonValueKind.String):
                draft.Names(name, [.. value.EnumerateArray().Select(member => member.GetString()!)]);
                break;
            case ("bbox", JsonValueKind.Array) when value.GetArrayLength() <= 6 && value.EnumerateArray().All(member => member.ValueKind == JsonValueKind.Number):
                draft.Bbox([.. value.EnumerateArray().Select(member => member.GetDouble())]);
                break;
            case ("intersects", JsonValueKind.Object):
                draft.Intersects(value);
                break;
            case ("datetime", JsonValueKind.String):
                draft.Datetime(value.GetString()!);
                break;
            case ("limit", JsonValueKind.Number):
                draft.Limit(value.GetRawText());
                break;
            case ("token", JsonValueKind.String):
                draft.Token(value.GetString()!);
                break;
            case ("sortby", JsonValueKind.Array):
                foreach (var member in value.EnumerateArray())
                {
                    SortMember(draft, member);
                }

                break;
            case ("sortby", JsonValueKind.String):
                SortText(draft, value.GetString()!);
                break;
            default:
                draft.Fault(name, "has the wrong JSON type");
                break;
        }
    }

    /// <summary>The form of a query string: <c>+title,-id</c>.</summary>
    private static void SortText(SearchDraft draft, string value)
    {
        foreach (var part in value.Split(','))
        {
            // A plus sign that a client did not escape arrives as a space.
            draft.Sort(part.TrimStart('+', '-', ' '), part.StartsWith('-'));
        }
    }

    private static void SortMember(SearchDraft draft, JsonElement member)
    {
        if (member.ValueKind == JsonValueKind.String)
        {
            SortText(draft, member.GetString()!);
            return;
        }

        if (member.ValueKind != JsonValueKind.Object
            || !member.TryGetProperty("field", out var field) || field.ValueKind != JsonValueKind.String)
        {
            draft.Fault("sortby", "must hold objects with a field");
            return;
        }

        var direction = member.TryGetProperty("direction", out var given) ? given.ValueKind == JsonValueKind.String ? given.GetString() : null : "asc";
        if (direction is "asc" or "desc")
        {
            draft.Sort(field.GetString()!, direction == "desc");
        }
        else
        {
            draft.Fault("sortby", "has a direction that is neither 'asc' nor 'desc'");
        }
    }

    [GeneratedRegex(@"(?<=:[0-9.,]+) (?=[0-9]{2}:[0-9]{2}(?:/|\z))", RegexOptions.CultureInvariant)]
    private static partial Regex BlankBeforeOffset();
}
