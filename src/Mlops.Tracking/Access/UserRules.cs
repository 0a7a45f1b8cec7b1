using System.Globalization;
using System.Text;
using Mlops.Tracking.Errors;

namespace Mlops.Tracking.Access;

/// <summary>The form of user names, passwords and token names.</summary>
internal static class UserRules
{
    /// <summary>The longest user name, in characters.</summary>
    public const int MaxUsernameLength = 255;

    /// <summary>The shortest password, in characters.</summary>
    public const int MinPasswordLength = 12;

    /// <summary>The longest password, in characters: hashing longer ones would cost a caller nothing and the server much.</summary>
    public const int MaxPasswordLength = 256;

    /// <summary>The longest name of a token, in characters.</summary>
    public const int MaxTokenNameLength = 100;

    /// <summary>Checks the name of a user to be.</summary>
    /// <param name="username">The name.</param>
    /// <exception cref="MlflowException">
    /// <c>INVALID_PARAMETER_VALUE</c> when it is empty, too long, <c>.</c> or <c>..</c>, begins or ends with a space, or holds a colon, a
    /// space other than the plain one, or a character that does not show or only stands for another one.
    /// </exception>
    public static void CheckUsername(string username)
    {
        ArgumentNullException.ThrowIfNull(username);
        if (username.Length is 0 or > MaxUsernameLength)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value for parameter 'username' supplied: it must have 1 to {MaxUsernameLength} characters.");
        }

        // A colon ends the name in HTTP's basic authentication, and dots lead elsewhere where a name becomes part of a path.
        if (username is "." or ".." || username.Contains(':', StringComparison.Ordinal) || username[0] == ' ' || username[^1] == ' '
            || username.EnumerateRunes().Any(static rune => !Shows(rune)))
        {
            throw MlflowException.InvalidParameterValue(
                "Invalid value for parameter 'username' supplied: it must not be '.' or '..', nor hold a colon or a character that does not show or stands for another one, "
                + "nor begin or end with a space.");
        }
    }

    /// <summary>Checks a new password.</summary>
    /// <param name="password">The password.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> when it is too short, too long or blank.</exception>
    public static void CheckPassword(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (string.IsNullOrWhiteSpace(password))
        {
            throw MlflowException.InvalidParameterValue("Invalid value for parameter 'password' supplied: it must not be blank.");
        }

        if (password.Length is < MinPasswordLength or > MaxPasswordLength)
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid value for parameter 'password' supplied: it must have {MinPasswordLength} to {MaxPasswordLength} characters.");
        }
    }

    /// <summary>Checks the name of a token to be.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> when it is empty, too long or holds a control
    /// character.</exception>
    public static void CheckTokenName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxTokenNameLength || name.Any(char.IsControl))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid value for parameter 'name' supplied: it must have 1 to {MaxTokenNameLength} characters and no control characters.");
        }
    }

    private static bool Shows(Rune rune) => rune.Value == ' ' || (rune != Rune.ReplacementChar && !IsDisguise(rune.Value)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    /// <summary>
    /// Blocks of characters that stand for others: combining marks that have composed letters, phonetic, raised and enclosed letters,
    /// letters as symbols, wide and mathematical ones. Normalization would find them, but not in applications that run without
    /// globalization data.
    /// </summary>
    private static bool IsDisguise(int character) => character
        is (>= 0x0250 and <= 0x036F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1D00 and <= 0x1DFF) or (>= 0x2070 and <= 0x218F) or (>= 0x2460 and <= 0x24FF)
        or (>= 0xFB00 and <= 0xFB4F) or (>= 0xFE00 and <= 0xFE2F) or (>= 0xFF00 and <= 0xFFEF) or (>= 0x1D400 and <= 0x1D7FF) or (>= 0x1F100 and <= 0x1F1FF);
}
