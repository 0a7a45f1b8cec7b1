using System.ComponentModel;
using System.Globalization;

namespace Mlops.ReferenceHost;

/// <summary>Finds settings that nothing would read: misspelt keys, and values of the wrong kind.</summary>
/// <param name="root">The section <c>Mlops</c>.</param>
internal sealed class SettingsCheck(IConfigurationSection root)
{
    private const int LongestDistance = 4;
    private readonly List<string> _faults = [];
    private readonly List<string> _unreadable = [];

    /// <summary>The keys of values that can't be read.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    /// <summary>Looks at all settings.</summary>
    /// <returns>One sentence for each fault.</returns>
    public List<string> Run()
    {
        foreach (var child in root.GetChildren())
        {
            if (KnownSettings.Sections.Contains(child.Key) && child.Value is null)
            {
                foreach (var setting in child.GetChildren())
                {
                    Check(setting, KnownSettings.Sections[child.Key]);
                }
            }
            else
            {
                Check(child, KnownSettings.Sections[""]);
            }
        }

        return _faults;
    }

    private void Check(IConfigurationSection setting, IEnumerable<Type> options)
    {
        var property = options.SelectMany(static type => type.GetProperties()).FirstOrDefault(property => property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));
        if (property is null)
        {
            var nearest = KnownSettings.Keys.Select(key => (Key: key, Distance: Distance(key, setting.Path))).MinBy(static near => near.Distance);
            _faults.Add($"Unknown setting '{setting.Path}'." + (nearest.Distance <= LongestDistance ? $" Did you mean '{nearest.Key}'?" : " --help lists all."));
            return;
        }

        Check(setting, property.PropertyType);
    }

    private void Check(IConfigurationSection setting, Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (IsSimple(type))
        {
            if (setting.Value is { } value && !CanRead(value, type))
            {
                _faults.Add($"{setting.Path} is '{value}', which is no {Name(type)}.");
                _unreadable.Add(setting.Path);
            }
            else if (setting.Value is null && setting.GetChildren().Any())
            {
                _faults.Add($"{setting.Path} is a single value and has nothing below it.");
                _unreadable.AddRange(setting.GetChildren().Select(static child => child.Path));
            }
        }
        else if (type.IsGenericType && type.GetGenericArguments() is [var element])
        {
            // A list: Mlops:Catalog:Folders:0, :1, …
            if (!string.IsNullOrEmpty(setting.Value))
            {
                _faults.Add($"{setting.Path} is a list: write {setting.Path}:0=…");
            }

            foreach (var item in setting.GetChildren())
            {
                Check(item, element);
            }
        }
        else if (!type.IsGenericType)
        {
            foreach (var member in setting.GetChildren())
            {
                Check(member, [type]);
            }
        }
    }

    private static bool IsSimple(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(Uri);

    private static bool CanRead(string value, Type type)
    {
        try
        {
            return type == typeof(string) || TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value) is not null;
        }
#pragma warning disable CA1031 // Converters wrap what they throw.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    private static string Name(Type type) => type switch
    {
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(TimeSpan) => "time such as 00:00:30",
        _ when type == typeof(double) => "number",
        _ when type.IsPrimitive => $"whole number from {type.GetField("MinValue")?.GetValue(null):R} to {type.GetField("MaxValue")?.GetValue(null):R}".ToString(CultureInfo.InvariantCulture),
        _ => type.Name,
    };

    /// <summary>How many letters differ (Levenshtein), in any case.</summary>
    private static int Distance(string a, string b)
    {
        var before = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var now = new int[b.Length + 1];
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                now[j] = Math.Min(Math.Min(now[j - 1], before[j]) + 1, before[j - 1] + (same ? 0 : 1));
            }

            before = now;
        }

        return before[^1];
    }
}
