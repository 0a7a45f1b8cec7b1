using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Mlops.Hosting.Tests.Webhooks;

/// <summary>Remembers what was logged, and lets a test wait for it.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(int Id, string Text)> _entries = new();
    private readonly SemaphoreSlim _added = new(0);

    public string All => string.Join('\n', _entries.Select(entry => entry.Text));

    /// <summary>Waits until a message with this event id was logged and gives the first.</summary>
    public async Task<string> WaitAsync(int id)
    {
        while (true)
        {
            if (_entries.FirstOrDefault(entry => entry.Id == id) is { Text: { } text })
            {
                return text;
            }

            await _added.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose() => _added.Dispose();

    private sealed class Logger(RecordedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            log._entries.Enqueue((eventId.Id, $"{formatter(state, exception)} {exception}"));
            log._added.Release();
        }
    }
}
