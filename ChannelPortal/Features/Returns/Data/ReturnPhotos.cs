using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Files;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Returns.Data;

/// <inheritdoc cref="IReturnPhotos"/>
internal sealed class ReturnPhotos(FileStore files, ICommandDispatcher commands, IAppDbFactory factory, TimeProvider time, IOptions<ReturnsOptions> options) : IReturnPhotos
{
    public int MaxBytes => options.Value.PhotoBytes;

    public async Task<Result<Guid>> KeepAsync(Caller caller, Stream content, string? number, int line, CancellationToken cancellationToken)
    {
        // One byte more than allowed is enough to know.
        var buffer = new byte[MaxBytes + 1];
        var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > MaxBytes)
        {
            return Error.Of("return_photo_too_large", MaxBytes / 1_000_000m);
        }

        if (PhotoType.Of(buffer.AsSpan(0, length)) is not { } type)
        {
            return Error.Of("return_photo_kind");
        }

        var stored = await files.SaveAsync(buffer.AsMemory(0, length), cancellationToken);
        return await commands.SendAsync(new KeepReturnPhoto(stored.Sha256, type, stored.Bytes, number, line), caller, SequentialId.New(time).ToString(), cancellationToken);
    }

    /// <summary>The picture and its kind; null for a photo outside the scope.</summary>
    public async Task<(Stream Content, string MediaType)?> OpenAsync(Guid id, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await db.Set<ReturnPhoto>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is { } photo && files.OpenRead(photo.Sha256) is { } content
            ? (content, photo.MediaType)
            : null;
    }
}
