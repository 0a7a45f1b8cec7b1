using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mlops.Hosting.Stac;

/// <summary>
/// Gzip and brotli for the answers of the STAC API alone: the middleware of ASP.NET Core would compress those of the whole application,
/// so only its choice by <c>Accept-Encoding</c> and its streams are used.
/// </summary>
internal sealed class StacCompression
{
    // Less fits into one packet anyway.
    private const int MinLength = 1400;
    private readonly ResponseCompressionProvider _provider;

    public StacCompression(IServiceProvider services)
    {
        var options = new ResponseCompressionOptions();
        options.Providers.Add<BrotliCompressionProvider>();
        options.Providers.Add<GzipCompressionProvider>();
        _provider = new ResponseCompressionProvider(services, Options.Create(options));
    }

    /// <summary>What compresses an answer, or null when the caller asks for none or the answer is short.</summary>
    public ICompressionProvider? For(HttpContext context, long length) =>
        length >= MinLength && context.Request.Headers.AcceptEncoding.Count > 0 ? _provider.GetCompressionProvider(context) : null;
}
