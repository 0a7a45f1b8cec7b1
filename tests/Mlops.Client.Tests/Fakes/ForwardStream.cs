namespace Mlops.Client.Tests.Fakes;

/// <summary>A stream that cannot be rewound.</summary>
internal sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;
}
