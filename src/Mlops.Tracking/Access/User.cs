namespace Mlops.Tracking.Access;

/// <summary>A user of the built-in directory.</summary>
/// <param name="Id">A number that is never given twice.</param>
/// <param name="Username">The name, compared byte by byte.</param>
/// <param name="IsAdmin">Whether the user may do everything everywhere.</param>
internal sealed record User(long Id, string Username, bool IsAdmin);

/// <summary>A user with what proves a password.</summary>
/// <param name="User">The user.</param>
/// <param name="PasswordHash">What the hasher made of the password; null for a user who has none. Never shown to anybody.</param>
internal sealed record UserSecret(User User, string? PasswordHash)
{
    /// <summary>The user's name; the hash stays out of every text.</summary>
    public override string ToString() => User.ToString();
}
