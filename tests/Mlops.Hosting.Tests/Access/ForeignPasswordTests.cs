using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Access.Users;
using Mlops.Tracking.Access;
using static Mlops.Hosting.Tests.Access.UserHost;

namespace Mlops.Hosting.Tests.Access;

/// <summary>Users who come from MLflow sign in with the passwords they had there.</summary>
public sealed class ForeignPasswordTests
{
    private const string Known = "correct horse battery";

    // Made by werkzeug, and by the functions of Python's hashlib that it calls.
    private const string ByWerkzeug = "scrypt:32768:8:1$8cpDHlUJGvCPZs4M$45cefa37bd0a9bc640aee05bcce514dcb9e335ebc95da61f6b697a23bc309891a7ca14ba32733161d96270ba41a19ff21db5958f7e380ff29f9c310785c8afaf";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // The vectors of RFC 7914, section 12; the last takes a gigabyte.
    [Theory]
    [InlineData("", "", 16, 1, 1, "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData("password", "NaCl", 1024, 8, 16, "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData("pleaseletmein", "SodiumChloride", 16384, 8, 1, "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")]
    public void Scrypt_derives_what_its_specification_says(string password, string salt, int cost, int blockSize, int parallelism, string expected) => Assert.Equal(
        expected, Convert.ToHexStringLower(Scrypt.Derive(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(salt), cost, blockSize, parallelism, 64)));

    [Theory]
    [InlineData(ByWerkzeug, Known)]
    [InlineData("scrypt:1024:8:2$Zq3$cdfc9249c3e36702fceca5497cb47daa4cb92a234b5521ab42f9418374a582c864db1e3951b3c9e1f4e8c483fdc9068cc619931b651b683562dce35eea690546", "pässwörter sind lang")]
    [InlineData("pbkdf2:sha256:600000$kMEXdYuUCJC1BQhn$f8491e2ca77f00327f2bb874956ac33c7c2abdd8a4e2e186273763121366c9c1", Known)]
    [InlineData("pbkdf2:sha512:1000$salt$73ee37bce23823b641c1c7bb6fe7e3af9b19c268dd1743d2f3b47899d7e945a5a62e87dda2ce4033be56f1eea1dc221cf85fd8ecdc3a6e488752eb89e9a6e331", Known)]
    [InlineData("pbkdf2:sha1:1000$salt$e0f1b0c80d7ceacb80f38fd50c5f06baca44e7fc", Known)]
    public void Hashes_of_werkzeug_are_checked(string hash, string password)
    {
        Assert.True(WerkzeugHash.Parse(hash)!.IsOf(password));
        Assert.False(WerkzeugHash.Parse(hash)!.IsOf(password + " "));
        Assert.False(WerkzeugHash.Parse(hash.Insert(hash.IndexOf('$', StringComparison.Ordinal) + 1, "x"))!.IsOf(password));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AQAAAAIAAYagAAAAEA==")]
    [InlineData("sha256$salt$00")]
    [InlineData("scrypt:32767:8:1$salt$00")]
    [InlineData("scrypt:1048576:8:1$salt$00")]
    [InlineData("scrypt:2147483648:8:1$salt$00")]
    [InlineData("scrypt:32768:8:64$salt$00")]
    [InlineData("scrypt:32768:8$salt$00")]
    [InlineData("pbkdf2:sha256:99999999$salt$00")]
    [InlineData("pbkdf2:sha256:0$salt$00")]
    [InlineData("pbkdf2:md5:1000$salt$00")]
    [InlineData("pbkdf2:sha256:1000$salt$0")]
    [InlineData("pbkdf2:sha256:1000$salt$zz")]
    [InlineData("pbkdf2:sha256:1000$$00")]
    public void What_is_no_such_hash_or_would_cost_too_much_is_none(string hash) => Assert.Null(WerkzeugHash.Parse(hash));

    [Fact]
    public async Task A_foreign_hash_is_replaced_by_one_of_our_own_at_the_first_sign_in()
    {
        await using var host = await UserHost.StartAsync("READ");
        var users = host.Host.Services.GetRequiredService<IUserStore>();
        await users.CreateAsync("ada", ByWerkzeug, isAdmin: false, Stop);
        await users.CreateAsync("bob", "sha256$salt$00", isAdmin: false, Stop);
        const string Search = "/api/2.0/mlflow/experiments/search?max_results=1";
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host.As("ada", "another password"), "GET", Search));
        Assert.Equal(ByWerkzeug, (await users.FindAsync("ada", Stop))!.PasswordHash);
        await OkAsync(host.As("ada", Known), "GET", Search);
        var hash = (await users.FindAsync("ada", Stop))!.PasswordHash!;
        Assert.Null(WerkzeugHash.Parse(hash));
        await OkAsync(host.As("ada", Known), "GET", Search);
        Assert.Equal(hash, (await users.FindAsync("ada", Stop))!.PasswordHash);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(host.As("bob", Known), "GET", Search));
    }
}
