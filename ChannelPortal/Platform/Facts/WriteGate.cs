namespace ChannelPortal.Platform.Facts;

/// <summary>
/// One writer of facts per process at a time. On SQLite it also spares waiting writers the busy loop of the file lock; on server databases
/// the store's own lock orders the writers of all nodes.
/// </summary>
internal sealed class WriteGate : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        return new Turn(gate);
    }

    public void Dispose() => gate.Dispose();

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        private SemaphoreSlim? gate = gate;

        public void Dispose() => Interlocked.Exchange(ref gate, null)?.Release();
    }
}
