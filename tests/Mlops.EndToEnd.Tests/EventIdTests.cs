using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Mlops.EndToEnd.Tests;

/// <summary>The ids of log messages: operators filter and alert by them, so one id means one message over all packages.</summary>
public sealed class EventIdTests
{
    private static readonly Dictionary<string, (int First, int Last)> Ranges = new(StringComparer.Ordinal)
    {
        ["Mlops.Tracking"] = (1000, 1999),
        ["Mlops.Hosting"] = (2000, 2999),
        ["Mlops.Catalog"] = (3000, 3099),
        ["Mlops.Catalog.Git"] = (3100, 3199),
        ["Mlops.Storage"] = (4000, 4099),
        ["Mlops.Storage.Sqlite"] = (4100, 4199),
        ["Mlops.Storage.PostgreSql"] = (4200, 4299),
        ["Mlops.Onnx"] = (5000, 5999),
        ["Mlops.ReferenceHost"] = (9000, 9099),
    };

    [Fact]
    public void An_event_id_means_one_message_over_all_packages()
    {
        var messages = Messages();
        Assert.NotEmpty(messages);
        Assert.Empty(messages.GroupBy(message => message.Id).Where(same => same.Count() > 1).Select(same => string.Join(", ", same)));
    }

    [Fact]
    public void Each_package_numbers_its_messages_in_a_range_of_its_own() => Assert.All(Messages(), message =>
    {
        var (first, last) = Ranges[message.Package];
        Assert.InRange(message.Id, first, last);
    });

    private static List<(string Package, string Name, int Id)> Messages() =>
    [
        .. from file in Directory.EnumerateFiles(Path.GetDirectoryName(typeof(EventIdTests).Assembly.Location)!, "Mlops.*.dll")
           where !file.EndsWith("Tests.dll", StringComparison.Ordinal)
           let assembly = Assembly.LoadFrom(file)
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
           where attribute is not null
           select (assembly.GetName().Name!, $"{type.Name}.{method.Name}", attribute.EventId),
    ];
}
