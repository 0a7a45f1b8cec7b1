namespace Mlops.Client.Http;

/// <summary>When a request may be sent again.</summary>
internal enum Repeat
{
    /// <summary>After any passing failure: it reads, or doing it twice is doing it once.</summary>
    Freely,

    /// <summary>Only when the first request certainly changed nothing.</summary>
    IfUnsent,
}
