using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Mlops.Hosting.Access.Users;
using Mlops.Hosting.Configuration;

namespace Mlops.Hosting.Tests.Access;

/// <summary>A host that lets only its own users in, with an administrator.</summary>
public sealed class UserHost : IAsyncDisposable
{
    public const string Admin = "root";
    public const string Password = "a long password";
    private readonly List<HttpClient> _clients = [];

    private UserHost(TestHost host) => Host = host;

    public TestHost Host { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<UserHost> StartAsync(
        string defaultPermission = "NO_PERMISSIONS", TimeProvider? time = null, TestFolder? folder = null, Action<UserOptions>? configure = null, string? database = null,
        Action<IServiceCollection>? configureServices = null)
    {
        var host = await TestHost.StartAsync(
            services =>
            {
                if (time is not null)
                {
                    services.AddSingleton(time);
                }

                new MlopsBuilder(services).UseUsers(options =>
                {
                    (options.AdminUsername, options.AdminPassword, options.DefaultPermission) = (Admin, Password, defaultPermission);
                    configure?.Invoke(options);
                });
                configureServices?.Invoke(services);
            },
            folder, database);
        return new UserHost(host);
    }

    /// <summary>A client of nobody.</summary>
    public HttpClient Anonymous() => Client(null);

    /// <summary>A client of a user.</summary>
    public HttpClient As(string username, string password = Password) =>
        Client(new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}"))));

    /// <summary>A client that has a token.</summary>
    public HttpClient With(string token) => Client(new AuthenticationHeaderValue("Bearer", token));

    /// <summary>Creates a user, with a permission in the default workspace, and gives a client.</summary>
    public async Task<HttpClient> AddAsync(string username, string? permission = null, string workspace = "default")
    {
        await OkAsync(As(Admin), "POST", "/api/2.0/mlflow/users/create", new { username, password = Password });
        if (permission is not null)
        {
            await GrantAsync(username, permission, workspace);
        }

        return As(username);
    }

    public Task GrantAsync(string username, string permission, string workspace = "default") => OkAsync(
        As(Admin), "POST", $"/api/3.0/mlflow/workspaces/{Uri.EscapeDataString(workspace)}/permissions", new { username, permission });

    /// <summary>Gives a user a permission of its own on an experiment and on a registered model.</summary>
    public async Task GiveAsync(string experiment, string model, string username, string permission)
    {
        await OkAsync(As(Admin), "POST", "/api/2.0/mlflow/experiments/permissions/create", new { experiment_id = experiment, username, permission });
        await OkAsync(As(Admin), "POST", "/api/2.0/mlflow/registered-models/permissions/create", new { name = model, username, permission });
    }

    /// <summary>Sends requests to one thing and finds answered what a permission on it allows, and the others denied.</summary>
    public static async Task AllowsAsync(HttpClient user, string permission, IEnumerable<(string Method, string Path, object? Message, bool Writes)> ways)
    {
        foreach (var (method, path, message, writes) in ways)
        {
            var allowed = permission == "EDIT" || (permission == "READ" && !writes);
            using var answer = await SendAsync(user, method, path, message);
            Assert.True(
                answer.StatusCode == (allowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden),
                $"{method} {path} with {permission}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Stop)}");
        }
    }

    /// <summary>Sends a message and gives the answer, which must be 200.</summary>
    public static async Task<JsonElement> OkAsync(HttpClient client, string method, string path, object? message = null)
    {
        using var answer = await SendAsync(client, method, path, message);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Sends a message and gives the status.</summary>
    public static async Task<HttpStatusCode> StatusAsync(HttpClient client, string method, string path, object? message = null)
    {
        using var answer = await SendAsync(client, method, path, message);
        return answer.StatusCode;
    }

    public static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string path, object? message = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (message is not null)
        {
            request.Content = message as HttpContent ?? JsonContent.Create(message);
        }

        return await client.SendAsync(request, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await Host.DisposeAsync();
    }

    private HttpClient Client(AuthenticationHeaderValue? authorization)
    {
        var client = new HttpClient { BaseAddress = Host.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = authorization;
        _clients.Add(client);
        return client;
    }
}
