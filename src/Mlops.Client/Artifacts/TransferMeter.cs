namespace Mlops.Client;

/// <summary>Adds up what the files of a transfer move, and reports it in steps.</summary>
internal sealed class TransferMeter(IProgress<TransferProgress>? progress, long? total, int files)
{
    private const long Step = 256 << 10;
    private readonly Lock _lock = new();
    private long? _total = total;
    private long _done;
    private long _reported;
    private int _filesDone;

    /// <summary>Begins to count a file.</summary>
    public FileMeter StartFile() => new(this);

    /// <summary>The size of a transfer whose size is learned on the way.</summary>
    public void SetTotal(long? total)
    {
        lock (_lock)
        {
            _total = total;
        }
    }

    private void Move(long bytes, bool fileEnds)
    {
        lock (_lock)
        {
            _done += bytes;
            if (fileEnds)
            {
                _filesDone++;
            }

            if (fileEnds || _done - _reported >= Step)
            {
                _reported = Math.Max(_reported, _done);
                progress?.Report(new TransferProgress(_reported, _total, _filesDone, files));
            }
        }
    }

    /// <summary>What one file adds to the sum.</summary>
    internal sealed class FileMeter(TransferMeter all)
    {
        private long _done;

        /// <summary>Bytes have moved.</summary>
        public void Move(long bytes) => SetDone(_done + bytes);

        /// <summary>An attempt starts after that many bytes of the file.</summary>
        public void SetDone(long bytes)
        {
            all.Move(bytes - _done, fileEnds: false);
            _done = bytes;
        }

        public void End() => all.Move(0, fileEnds: true);
    }
}
