using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Mlops.Hosting.Routing;

/// <summary>
/// Says, for our endpoints alone, which pages of other origins may call them; ASP.NET Core's own evaluator does the work.
/// </summary>
internal sealed class CrossOrigin
{
    private static readonly string[] Exposed = ["ETag", "Link", "Content-Range", "Accept-Ranges", "Content-Disposition", "Retry-After", "Warning"];
    private readonly CorsService _cors;
    private readonly CorsPolicy _named;
    private readonly CorsPolicy? _anybody;

    public CrossOrigin(IOptions<CrossOriginOptions> options, ILoggerFactory loggers)
    {
        _cors = new CorsService(Options.Create(new CorsOptions()), loggers);
        _named = new CorsPolicyBuilder([.. options.Value.Origins.Select(static origin => origin.TrimEnd('/'))])
            .AllowAnyHeader().AllowAnyMethod().AllowCredentials().WithExposedHeaders(Exposed).SetPreflightMaxAge(TimeSpan.FromMinutes(10)).Build();
        _anybody = options.Value.PublicReads
            ? new CorsPolicyBuilder().AllowAnyOrigin().AllowAnyHeader().WithMethods("GET", "HEAD", "POST").WithExposedHeaders(Exposed)
                .SetPreflightMaxAge(TimeSpan.FromMinutes(10)).Build()
            : null;
    }

    /// <summary>Whether a page of that origin may call an endpoint.</summary>
    /// <param name="origin">The header's value.</param>
    /// <param name="isPublicRead">Whether the endpoint only reads, and is open to pages of any origin.</param>
    public bool Allows(string origin, bool isPublicRead) => _named.IsOriginAllowed(origin) || (isPublicRead && _anybody is not null);

    /// <summary>Adds the headers that the browser asks for.</summary>
    /// <returns>Whether this was a question before a call (preflight), which is thereby answered.</returns>
    public bool Apply(HttpContext context, string origin, bool isPublicRead)
    {
        var policy = _named.IsOriginAllowed(origin) ? _named : isPublicRead ? _anybody : null;
        if (policy is null)
        {
            return false;
        }

        var result = _cors.EvaluatePolicy(context, policy);
        _cors.ApplyResult(result, context.Response);
        if (!result.IsPreflightRequest)
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}

/// <summary>
/// Endpoint metadata: the route only reads, and pages of any origin may call it without credentials, unless that is switched off.
/// </summary>
internal sealed class PublicRead
{
    public static PublicRead Instance { get; } = new();
}
