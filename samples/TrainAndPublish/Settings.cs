using System.Globalization;

namespace TrainAndPublish;

/// <summary>What the command line says.</summary>
internal sealed record Settings
{
    public const string Help = """
        Trains a small classifier of flowers, logs the run, registers the model and waits until it is in the catalog.

        Usage: dotnet run --project samples/TrainAndPublish [-- options]

          --tracking-uri URI  the tracking server; else MLFLOW_TRACKING_URI;
                              else http://127.0.0.1:5000/mlflow/examples/iris-classifier/tracking/
          --data FILE         a CSV file whose last column names the class [iris measurements]
          --experiment NAME   the experiment that gets the run [iris]
          --model NAME        the registered model that gets the version [iris-classifier]
          --epochs N          how often all flowers are gone through, 1 to 100000 [40]
          --rate X            the learning rate, more than 0 [0.3]
          --batch-size N      flowers per step, 1 to 100000 [10]
          --seed N            makes the run repeatable [7]
          --help              shows this text

        Credentials are read from MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.
        Exit codes: 0 published, 1 failed, 2 wrong usage, 3 registered but not in a catalog, 130 interrupted.
        """;

    private const string DefaultUri = "http://127.0.0.1:5000/mlflow/examples/iris-classifier/tracking/";

    public Uri TrackingUri { get; private init; } = new(DefaultUri);

    public string Data { get; private init; } = Path.Combine(AppContext.BaseDirectory, "measurements.csv");

    public string Experiment { get; private init; } = "iris";

    public string Model { get; private init; } = "iris-classifier";

    public int Epochs { get; private init; } = 40;

    public double Rate { get; private init; } = 0.3;

    public int BatchSize { get; private init; } = 10;

    public int Seed { get; private init; } = 7;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="FormatException">It cannot be understood; the message says where.</exception>
    public static Settings Parse(string[] arguments)
    {
        var settings = new Settings();
        if (Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI") is { Length: > 0 } uri)
        {
            settings = settings with { TrackingUri = Address("MLFLOW_TRACKING_URI", uri) };
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var left, var right] ? (left, right)
                : i + 1 < arguments.Length ? (arguments[i], arguments[++i])
                : throw new FormatException($"{arguments[i]}: an option and its value are expected.");
            settings = name switch
            {
                "--tracking-uri" => settings with { TrackingUri = Address(name, value) },
                "--data" => settings with { Data = value },
                "--experiment" => settings with { Experiment = value },
                "--model" => settings with { Model = value },
                "--epochs" => settings with { Epochs = Whole(name, value, 1, 100_000) },
                "--batch-size" => settings with { BatchSize = Whole(name, value, 1, 100_000) },
                "--seed" => settings with { Seed = Whole(name, value, int.MinValue, int.MaxValue) },
                "--rate" => settings with { Rate = Positive(name, value) },
                _ => throw new FormatException($"{name} is not an option."),
            };
        }

        return settings;
    }

    private static Uri Address(string name, string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https")
            ? uri
            : throw new FormatException($"{name}: an http or https address is expected.");

    private static int Whole(string name, string value, int least, int most) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{name}: a whole number from {least} to {most} is expected, not '{value}'.");

    private static double Positive(string name, string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number)
            ? number
            : throw new FormatException($"{name}: a number above 0 is expected, not '{value}'.");
}
