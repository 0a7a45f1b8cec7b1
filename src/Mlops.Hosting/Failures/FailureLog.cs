using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Mlops.Hosting.Failures;

/// <summary>Logs what the server itself is at fault for: each bug, and each outage once, however many requests it costs.</summary>
internal sealed class FailureLog(ILogger<FailureLog> logger, TimeProvider time)
{
    /// <summary>An outage is over when it has cost no request for this long.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);
    private const int MaxKinds = 100;
    private readonly Dictionary<string, Outage> _outages = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Records a failure.</summary>
    public void Write(HttpContext context, Failure failure, Exception error)
    {
        if (!failure.IsServers)
        {
            return;
        }

        if (!failure.IsOutage)
        {
            HostingLog.RequestFailed(logger, error, context.Request.Method, context.Request.Path);
        }
        else if (Begins(failure.Detail, out var before))
        {
            HostingLog.OutageBegan(logger, error, context.Request.Method, context.Request.Path, failure.Detail, before);
        }
    }

    private bool Begins(string kind, out int before)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var known = _outages.GetValueOrDefault(kind);
            before = known?.Requests ?? 0;
            var begins = known is null || time.GetElapsedTime(known.Last, now) >= Quiet;
            if (known is null && _outages.Count >= MaxKinds)
            {
                _outages.Clear();
            }

            _outages[kind] = new Outage(now, begins ? 1 : before + 1);
            return begins;
        }
    }

    /// <summary>When an outage last cost a request, and how many so far.</summary>
    private sealed record Outage(long Last, int Requests);
}
