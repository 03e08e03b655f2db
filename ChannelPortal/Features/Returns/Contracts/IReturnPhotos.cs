using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Returns.Contracts;

/// <summary>Takes photos of goods: checks size and kind by the bytes, stores the file, keeps its row.</summary>
public interface IReturnPhotos
{
    /// <summary>Bytes of the largest photo.</summary>
    int MaxBytes { get; }

    /// <param name="number">The return that is being inspected; null for a request to come.</param>
    Task<Result<Guid>> KeepAsync(Caller caller, Stream content, string? number, int line, CancellationToken cancellationToken);
}
