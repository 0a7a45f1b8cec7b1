namespace TrainAndPublish;

/// <summary>What the program says to the shell.</summary>
internal static class ExitCode
{
    public const int Published = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int NotInCatalog = 3;
    public const int Interrupted = 130;
}
