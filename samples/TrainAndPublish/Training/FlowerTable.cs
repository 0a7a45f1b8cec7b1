using System.Globalization;

namespace TrainAndPublish.Training;

/// <summary>A flower's measurements and the number of its species.</summary>
internal sealed record Flower(float[] Measurements, int Species);

/// <summary>A CSV file whose last column names a class and whose other columns are numbers.</summary>
internal sealed record FlowerTable(IReadOnlyList<string> FeatureNames, IReadOnlyList<string> ClassNames, IReadOnlyList<Flower> Flowers)
{
    public static FlowerTable Read(string path)
    {
        var lines = File.ReadAllLines(path);
        if (lines.Length < 3)
        {
            throw new FormatException($"{path} has no rows.");
        }

        var header = lines[0].Split(',');
        var rows = lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')).ToList();
        var classes = rows.Select(row => row[^1]).Distinct().Order(StringComparer.Ordinal).ToList();
        var flowers = new List<Flower>();
        foreach (var (row, number) in rows.Select((row, index) => (row, index + 2)))
        {
            if (row.Length != header.Length)
            {
                throw new FormatException($"{path}, line {number}: {row.Length} columns where the header has {header.Length}.");
            }

            flowers.Add(new Flower([.. row[..^1].Select(text => Number(path, number, text))], classes.IndexOf(row[^1])));
        }

        return new FlowerTable(header[..^1], classes, flowers);
    }

    /// <summary>Splits the flowers at random, the same way for the same seed.</summary>
    /// <param name="testShare">The part that is kept for testing, 0 to 1.</param>
    /// <param name="seed">Any number.</param>
    public (Flower[] Training, Flower[] Test) Split(double testShare, int seed)
    {
        var shuffled = Flowers.ToArray();
        new Random(seed).Shuffle(shuffled);
        var test = (int)(shuffled.Length * testShare);
        return (shuffled[test..], shuffled[..test]);
    }

    private static float Number(string path, int line, string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw new FormatException($"{path}, line {line}: '{text}' is not a number.");
}
