namespace Mlops.Client;

/// <summary>How far an upload or download is.</summary>
/// <param name="BytesDone">Bytes moved; never less than in the report before.</param>
/// <param name="BytesTotal">Bytes to move in all, or null while unknown.</param>
/// <param name="FilesDone">Files moved.</param>
/// <param name="FilesTotal">Files to move in all.</param>
public readonly record struct TransferProgress(long BytesDone, long? BytesTotal, int FilesDone, int FilesTotal);
