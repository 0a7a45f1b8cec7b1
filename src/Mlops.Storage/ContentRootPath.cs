using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Mlops.Storage;

/// <summary>Relative paths of options count from the application's content root, wherever its process was started.</summary>
internal static class ContentRootPath
{
    public static void AddTo<TOptions>(IServiceCollection services, Func<TOptions, string> read, Action<TOptions, string> write)
        where TOptions : class =>
        services.AddSingleton<IPostConfigureOptions<TOptions>>(provider => new FromContentRoot<TOptions>(provider.GetService<IHostEnvironment>(), read, write));

    private sealed class FromContentRoot<TOptions>(IHostEnvironment? environment, Func<TOptions, string> read, Action<TOptions, string> write) : IPostConfigureOptions<TOptions>
        where TOptions : class
    {
        public void PostConfigure(string? name, TOptions options)
        {
            if (environment is not null && read(options) is { Length: > 0 } path)
            {
                write(options, Path.GetFullPath(path, environment.ContentRootPath));
            }
        }
    }
}
