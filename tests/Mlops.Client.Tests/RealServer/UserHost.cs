using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Mlops.Client.Tests.Fakes;
using Mlops.Hosting.Mlflow;

namespace Mlops.Client.Tests.RealServer;

/// <summary>The tracking service for its own users only; users may use the workspace and thus make things of their own in it.</summary>
public sealed class UserHost : IAsyncLifetime
{
    public const string Password = "a long password";
    private const string Admin = "root";
    private readonly TempFolder _folder = new();
    private readonly List<IDisposable> _clients = [];
    private WebApplication? _app;

    public Uri Root { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddMlopsTracking()
            .UseSqlite(options => options.Path = _folder.File("mlops.db"))
            .UseFolder(options => options.Root = _folder.File("artifacts"))
            .UseUsers(options => (options.AdminUsername, options.AdminPassword, options.DefaultPermission) = (Admin, Password, "USE"));
        _app = builder.Build();
        _app.MapMlflowApi();
        await _app.StartAsync();
        Root = new Uri(_app.Urls.Single() + "/");
    }

    /// <summary>A client that says who it is.</summary>
    public MlopsClient As(MlopsCredential? credential)
    {
        var client = new MlopsClient(Root, new MlopsClientOptions { Credential = credential });
        _clients.Add(client);
        return client;
    }

    /// <summary>Creates a user and gives what signs it in.</summary>
    public async Task<MlopsCredential> AddAsync(string username)
    {
        await SendAsync(HttpMethod.Post, Admin, "users/create", new { username, password = Password });
        return MlopsCredential.Basic(username, Password);
    }

    /// <summary>Makes a personal token of a user.</summary>
    public async Task<(MlopsCredential Token, long Id)> TokenAsync(string username, string scope)
    {
        var made = await SendAsync(HttpMethod.Post, username, "users/tokens", new { name = Guid.NewGuid().ToString(), scope });
        return (MlopsCredential.Token(made.GetProperty("secret").GetString()!), made.GetProperty("token").GetProperty("id").GetInt64());
    }

    public Task RevokeAsync(string username, long tokenId) => SendAsync(HttpMethod.Delete, username, "users/tokens", new { token_id = tokenId });

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(static client => client.Dispose());
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string username, string path, object message)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(Root, "api/2.0/mlflow/" + path)) { Content = JsonContent.Create(message) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{Password}")));
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
