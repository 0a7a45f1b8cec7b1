using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Mlops.Hosting.Access;
using Mlops.Hosting.Access.Users;
using Mlops.Hosting.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the built-in users to an application.</summary>
public static class MlopsUserServices
{
    /// <summary>
    /// Lets only those in who sign in as one of the built-in users, with a password or a personal token, and asks what each may do;
    /// settings come from the configuration section <c>Mlops:Access</c> (<see cref="UserOptions"/>). An <see cref="IAccessControl"/> of the
    /// application's own stays in charge. May be called more than once.
    /// </summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options, after the configuration has.</param>
    /// <returns>The same builder.</returns>
    public static MlopsBuilder UseUsers(this MlopsBuilder builder, Action<UserOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (configure is not null)
        {
            services.PostConfigure(configure);
        }

        if (services.Any(service => service.ServiceType == typeof(CallerSignIn)))
        {
            return builder;
        }

        services.AddOptions<UserOptions>().BindConfiguration(MlopsSection.Below(services, "Access")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<UserOptions>, UserOptionsValidator>();
        services.TryAddSingleton<CallerDirectory>();
        services.TryAddSingleton<GuessLimit>();
        services.TryAddSingleton<PasswordCheck>();
        services.TryAddSingleton<TokenCheck>();
        services.AddSingleton<CallerSignIn>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IAccessGrants, UserGrants>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FirstAdministrator>());
        foreach (var open in services.Where(service => service.ServiceType == typeof(IAccessControl) && service.ImplementationType == typeof(OpenAccess)).ToArray())
        {
            services.Remove(open);
        }

        services.TryAddSingleton<IAccessControl, PrincipalAccess>();
        services.AddOptions();
        services.AddWebEncoders();
        services.TryAddTransient<UserSignIn>();
        return builder;
    }

    /// <summary>
    /// Makes the built-in users a scheme of the application's own authentication, under the name <see cref="UserOptions.Scheme"/>, for
    /// policies of its own routes. Routes of Mlops need it not. Call it where <see cref="UseUsers"/> is.
    /// </summary>
    /// <param name="builder">The application's authentication.</param>
    /// <returns>The same builder.</returns>
    public static AuthenticationBuilder AddMlopsUsers(this AuthenticationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddScheme<AuthenticationSchemeOptions, UserSignIn>(UserOptions.Scheme, null);
    }
}
