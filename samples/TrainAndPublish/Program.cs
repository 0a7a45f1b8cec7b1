using Mlops.Client;
using TrainAndPublish;

if (args.Any(argument => argument is "--help" or "-h" or "-?"))
{
    Console.WriteLine(Settings.Help);
    return ExitCode.Published;
}

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl+C ends the run in order, the second ends the program.
    pressed.Cancel = !interrupt.IsCancellationRequested;
    interrupt.Cancel();
};

try
{
    var settings = Settings.Parse(args);
    using var client = new MlopsClient(settings.TrackingUri, new MlopsClientOptions { Credential = MlopsCredential.FromEnvironment() });
    return await new Publication(client, settings, Console.Out).RunAsync(interrupt.Token);
}
catch (FormatException error)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine("--help shows what can be said.");
    return ExitCode.WrongUsage;
}
catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted; the run is marked KILLED.");
    return ExitCode.Interrupted;
}
catch (Exception error) when (error is MlopsException or IOException or UnauthorizedAccessException or InvalidOperationException)
{
    Console.Error.WriteLine(error.Message);
    return ExitCode.Failed;
}
