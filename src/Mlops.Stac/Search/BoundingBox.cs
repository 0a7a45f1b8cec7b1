namespace Mlops.Stac.Search;

/// <summary>
/// A box in WGS 84: degrees, heights in metres. West greater than east means that it crosses the antimeridian (RFC 7946, 5.2).
/// </summary>
/// <param name="West">Western longitude, −180 to 180.</param>
/// <param name="South">Southern latitude, −90 to 90.</param>
/// <param name="East">Eastern longitude, −180 to 180.</param>
/// <param name="North">Northern latitude, −90 to 90.</param>
/// <param name="MinHeight">Lowest height of a 3D box, else null.</param>
/// <param name="MaxHeight">Greatest height of a 3D box, else null.</param>
public readonly record struct BoundingBox(double West, double South, double East, double North, double? MinHeight = null, double? MaxHeight = null)
{
    /// <summary>The whole world.</summary>
    public static BoundingBox World { get; } = new(-180, -90, 180, 90);

    /// <summary>Whether the box crosses the antimeridian.</summary>
    public bool CrossesAntimeridian => West > East;

    /// <summary>Reads the numbers of a <c>bbox</c>.</summary>
    /// <param name="numbers">Four numbers, or six for 3D.</param>
    /// <param name="box">The box.</param>
    /// <param name="error">Why it is refused, without the field's name.</param>
    public static bool TryCreate(IReadOnlyList<double> numbers, out BoundingBox box, out string? error)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        box = default;
        error = null;
        if (numbers.Count is not (4 or 6))
        {
            error = "must have 4 or 6 numbers";
        }
        else if (!numbers.All(double.IsFinite))
        {
            error = "has a number that is not finite";
        }
        else
        {
            var half = numbers.Count / 2;
            box = half == 2
                ? new(numbers[0], numbers[1], numbers[2], numbers[3])
                : new(numbers[0], numbers[1], numbers[3], numbers[4], numbers[2], numbers[5]);
            error = box.Fault();
        }

        return error is null;
    }

    /// <summary>The numbers as <c>bbox</c> has them.</summary>
    public IReadOnlyList<double> ToNumbers() =>
        MinHeight is { } low && MaxHeight is { } high ? [West, South, low, East, North, high] : [West, South, East, North];

    private string? Fault() =>
        West is < -180 or > 180 || East is < -180 or > 180 ? "has a longitude outside -180 to 180"
        : South is < -90 or > 90 || North is < -90 or > 90 ? "has a latitude outside -90 to 90"
        : South > North ? "has a south that is greater than its north"
        : MinHeight > MaxHeight ? "has a lowest height that is greater than its greatest"
        : null;
}
