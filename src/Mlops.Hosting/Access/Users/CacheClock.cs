using Microsoft.Extensions.Internal;

namespace Mlops.Hosting.Access.Users;

/// <summary>Lets entries of a memory cache expire by the host's clock.</summary>
internal sealed class CacheClock(TimeProvider time) : ISystemClock
{
    public DateTimeOffset UtcNow => time.GetUtcNow();
}
