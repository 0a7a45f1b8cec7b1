using System.Security.Cryptography;

namespace Mlops.Tracking.Runs;

/// <summary>Makes names such as <c>gentle-heron-417</c> for runs that were given none.</summary>
internal static class RunName
{
    private static readonly string[] Adjectives =
    [
        "able", "agile", "amber", "ardent", "autumn", "bold", "brave", "bright", "brisk", "calm", "candid", "clever", "cosmic",
        "crisp", "curious", "daring", "deep", "eager", "early", "fair", "fast", "fine", "gentle", "glad", "golden", "grand",
        "honest", "humble", "jolly", "keen", "kind", "lively", "loyal", "lucid", "lucky", "mellow", "merry", "mild", "neat",
        "noble", "patient", "polite", "proud", "quick", "quiet", "rapid", "ready", "serene", "sharp", "silent", "silver",
        "smart", "snowy", "solid", "steady", "still", "sunny", "swift", "tidy", "upbeat", "vivid", "warm", "wise", "witty",
    ];

    private static readonly string[] Nouns =
    [
        "ant", "badger", "bat", "bear", "bee", "bison", "boar", "carp", "cat", "cod", "colt", "crab", "crane", "crow", "deer",
        "dove", "duck", "eagle", "eel", "elk", "falcon", "finch", "fox", "frog", "gnu", "goat", "goose", "gull", "hare", "hawk",
        "heron", "horse", "ibis", "jay", "kite", "koi", "lark", "lynx", "mole", "moose", "moth", "mouse", "newt", "otter", "owl",
        "panda", "perch", "pike", "puma", "quail", "ram", "raven", "seal", "shark", "skate", "snail", "sole", "stork", "swan",
        "tern", "toad", "trout", "whale", "wolf", "wren", "yak", "zebra",
    ];

    public static string Random() =>
        $"{Adjectives[RandomNumberGenerator.GetInt32(Adjectives.Length)]}-{Nouns[RandomNumberGenerator.GetInt32(Nouns.Length)]}-{RandomNumberGenerator.GetInt32(1000)}";
}
