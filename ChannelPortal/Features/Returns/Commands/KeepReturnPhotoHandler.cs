using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Returns.Commands;

internal sealed class KeepReturnPhotoHandler(TimeProvider time, IOptions<ReturnsOptions> options) : ICommandHandler<KeepReturnPhoto, Guid>
{
    /// <summary>Photos of requests that one person has begun and not sent.</summary>
    private const int MostUnsent = 200;

    public async Task<Result<Guid>> HandleAsync(KeepReturnPhoto command, CommandContext context, CancellationToken cancellationToken)
    {
        var dealerId = context.Caller.DealerId;
        if (command.Number is { } number)
        {
            // Photos of an inspection belong to the return's dealer, who sees them beside his own.
            if (dealerId is not null
                || await context.Db.Set<GoodsReturn>().AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, cancellationToken) is not { } goods
                || !await context.Db.Set<ReturnLine>().AnyAsync(l => l.Number == number && l.Line == command.Line, cancellationToken))
            {
                return Error.NotFound;
            }

            if (await context.Db.Set<ReturnPhoto>().CountAsync(p => p.Number == number && p.Line == command.Line && p.IsInspection, cancellationToken) >= options.Value.Photos)
            {
                return Error.Of("return_photos_too_many", options.Value.Photos);
            }

            dealerId = goods.DealerId;
        }
        else if (dealerId is null)
        {
            return Error.NotFound;
        }
        else if (await context.Db.Set<ReturnPhoto>().CountAsync(p => p.UserId == context.Caller.UserId && p.Number == null, cancellationToken) >= MostUnsent)
        {
            return Error.Of("return_photos_unsent", MostUnsent);
        }

        var photo = new ReturnPhoto
        {
            Id = SequentialId.New(time), DealerId = dealerId, Number = command.Number, Line = command.Line, Sha256 = command.Sha256, MediaType = command.MediaType, Bytes = command.Bytes,
            IsInspection = command.Number is not null, UserId = context.Caller.UserId, At = context.Now,
        };
        context.Db.Add(photo);
        return photo.Id;
    }
}
