using System.Collections.Frozen;
using System.Text;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Access.Users;

/// <summary>
/// Keeps new user names apart from those that exist for the eye, too. Two names look alike that are the same without regard to case, to
/// Unicode's compatibility forms (NFKC) and to letters of other scripts and digits that look like Latin letters (after the skeletons of
/// Unicode Technical Standard 39; of its tables what has Latin look-alikes in the scripts of Europe).
/// </summary>
internal static class UserNameLook
{
    // Digits and others, Cyrillic, Greek, Armenian.
    private static readonly FrozenDictionary<char, char> Alike = Pairs(
        ("01|ıɩɪ", "olliii"),
        ("авгеёзіїјкмнопрстухьѕһԁԛԝӏѵѡАВЕЁІЇЈКМНОРСТУХЅҺԀԚԜӀѴ", "abree3iijkmhonpctyxbshdqwlvwabeelljkmhopctyxshdqwlv"),
        ("αβγεηικνορστυχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abyenikvopotuxwabezhlkmnoptyx"),
        ("օսոհյցզ", "ounhjgq"));

    /// <summary>Refuses a name that looks like one that exists.</summary>
    /// <param name="username">The new name.</param>
    /// <param name="existing">The users that there are.</param>
    /// <exception cref="MlflowException"><c>RESOURCE_ALREADY_EXISTS</c>.</exception>
    public static void CheckIsNew(string username, IEnumerable<User> existing)
    {
        var (cased, folded) = (Of(username), Of(username.ToLowerInvariant()));
        foreach (var user in existing)
        {
            if (user.Username == username)
            {
                throw MlflowException.ResourceAlreadyExists($"User (username={username}) already exists.");
            }

            if (Of(user.Username) == cased || Of(user.Username.ToLowerInvariant()) == folded)
            {
                throw MlflowException.ResourceAlreadyExists($"The user name '{username}' looks like '{user.Username}', which already exists.");
            }
        }
    }

    /// <summary>What a name looks like.</summary>
    public static string Of(string name)
    {
        var look = new StringBuilder(name.Length);
        foreach (var character in name.Normalize(NormalizationForm.FormKC))
        {
            // A capital I is a small l, whatever its own small letter.
            look.Append(character == 'I' ? 'l' : Alike.TryGetValue(character, out var latin) ? latin : char.ToLowerInvariant(character));
        }

        return look.Replace("rn", "m").Replace("vv", "w").ToString();
    }

    private static FrozenDictionary<char, char> Pairs(params IReadOnlyList<(string Others, string Latin)> lists)
    {
        var pairs = new Dictionary<char, char>();
        foreach (var (others, latin) in lists)
        {
            for (var i = 0; i < latin.Length; i++)
            {
                pairs[others[i]] = latin[i];
            }
        }

        return pairs.ToFrozenDictionary();
    }
}
