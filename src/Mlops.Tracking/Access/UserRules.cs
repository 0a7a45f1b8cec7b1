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
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> when it is empty, too long, begins or ends with a space, or holds a colon or a control character.</exception>
    public static void CheckUsername(string username)
    {
        ArgumentNullException.ThrowIfNull(username);
        if (username.Length is 0 or > MaxUsernameLength)
        {
            throw MlflowException.InvalidParameterValue($"Invalid value for parameter 'username' supplied: it must have 1 to {MaxUsernameLength} characters.");
        }

        // A colon ends the name in HTTP's basic authentication.
        if (username.Contains(':', StringComparison.Ordinal) || username.Any(char.IsControl) || char.IsWhiteSpace(username[0]) || char.IsWhiteSpace(username[^1]))
        {
            throw MlflowException.InvalidParameterValue(
                "Invalid value for parameter 'username' supplied: it must not hold a colon or a control character, nor begin or end with a space.");
        }
    }

    /// <summary>Checks a new password.</summary>
    /// <param name="password">The password.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> when it is too short or too long.</exception>
    public static void CheckPassword(string password)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (password.Length is < MinPasswordLength or > MaxPasswordLength)
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid value for parameter 'password' supplied: it must have {MinPasswordLength} to {MaxPasswordLength} characters.");
        }
    }

    /// <summary>Checks the name of a token to be.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="MlflowException"><c>INVALID_PARAMETER_VALUE</c> when it is empty, too long or holds a control character.</exception>
    public static void CheckTokenName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > MaxTokenNameLength || name.Any(char.IsControl))
        {
            throw MlflowException.InvalidParameterValue(
                $"Invalid value for parameter 'name' supplied: it must have 1 to {MaxTokenNameLength} characters and no control characters.");
        }
    }
}
