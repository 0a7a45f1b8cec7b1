using Microsoft.Extensions.Options;

namespace Mlops.ReferenceHost;

/// <summary>Starts the host, or says in one line for each fault why it does not.</summary>
internal static class HostStart
{
    private const string Address = "http://127.0.0.1:5000";

    /// <summary>Runs the host until it is stopped.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="compose">Adds the services, and gives what maps the routes.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Func<WebApplicationBuilder, Action<WebApplication>> compose)
    {
        try
        {
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = FindContentRoot() });
            builder.WebHost.UseUrls(builder.Configuration["urls"] ?? Address);

            // What ends the start is said below, in one line instead of a stack trace.
            var hasStarted = false;
            foreach (var category in (string[])["Microsoft.Extensions.Hosting.Internal.Host", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Hosting.Diagnostics"])
            {
                builder.Logging.AddFilter(category, level => hasStarted && level >= LogLevel.Warning);
            }

            var settings = new SettingsCheck(builder.Configuration.GetSection("Mlops"));
            var faults = settings.Run();

            // A value that can't be read would end the start before the others are looked at.
            foreach (var key in settings.Unreadable)
            {
                builder.Configuration[key] = null;
            }

            var map = compose(builder);
            await using var app = builder.Build();
            faults.AddRange(Validate(app.Services));
            if (faults.Count > 0)
            {
                return Fail(faults);
            }

            map(app);
            app.Lifetime.ApplicationStarted.Register(() => hasStarted = true);
            await app.RunAsync();
            return 0;
        }
#pragma warning disable CA1031 // Whatever it is: an operator reads one line of it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return Fail(Messages(error));
        }
    }

    /// <summary>
    /// The folder that relative paths count from: the project's own with <c>dotnet run</c>, else the one that the program lies in,
    /// wherever it is started.
    /// </summary>
    private static string FindContentRoot() =>
        File.Exists("Mlops.ReferenceHost.csproj") ? Directory.GetCurrentDirectory() : AppContext.BaseDirectory;

    private static IEnumerable<string> Validate(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (Exception error) when (error is OptionsValidationException or AggregateException)
        {
            return Messages(error);
        }
    }

    private static IEnumerable<string> Messages(Exception error) => error switch
    {
        AggregateException several => several.InnerExceptions.SelectMany(Messages),
        OptionsValidationException options => options.Failures,
        _ => [error.Message],
    };

    private static int Fail(IEnumerable<string> faults)
    {
        foreach (var fault in faults.Distinct(StringComparer.Ordinal))
        {
            Console.Error.WriteLine($"error: {string.Join(' ', fault.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))}");
        }

        return 1;
    }
}
