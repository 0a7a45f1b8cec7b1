using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Mlops.Tracking.Access;
using Mlops.Tracking.Errors;

namespace Mlops.Hosting.Access.Users;

/// <summary>
/// Creates the configured administrator where there is none of that name, and refuses to start a host that nobody could administer.
/// </summary>
internal sealed class FirstAdministrator(IUserStore users, PasswordCheck passwords, IOptions<UserOptions> options, ILogger<FirstAdministrator> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var (username, password) = (options.Value.AdminUsername, options.Value.AdminPassword);
        if (username.Length > 0 && await users.FindAsync(username, cancellationToken) is null)
        {
            if (password.Length == 0)
            {
                throw new InvalidOperationException($"Refusing to start: Mlops:Access:AdminPassword is needed to create the administrator '{username}'.");
            }

            try
            {
                UserNameLook.CheckIsNew(username, await users.ListAsync(cancellationToken));
                await users.CreateAsync(username, passwords.Hash(password), isAdmin: true, cancellationToken);
                HostingLog.AdministratorCreated(logger, username);
            }
            catch (MlflowException error) when (error.ErrorCode == ErrorCode.ResourceAlreadyExists)
            {
                // Another host of the same database was faster.
            }
        }

        if (!(await users.ListAsync(cancellationToken)).Any(user => user.IsAdmin))
        {
            throw new InvalidOperationException(
                "Refusing to start: users are switched on, but there is no administrator. Set Mlops:Access:AdminUsername and Mlops:Access:AdminPassword (at least 12 characters).");
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
