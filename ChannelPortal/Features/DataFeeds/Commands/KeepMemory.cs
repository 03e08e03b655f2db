using System.Text.Json;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.DataFeeds.Data;
using ChannelPortal.Features.DataFeeds.Domain;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.DataFeeds.Commands;

/// <summary>Remembers which headers the company's files have.</summary>
/// <param name="Headers">Field → header; null forgets them.</param>
[Permission(DataFeedsPermissions.Submit)]
internal sealed record KeepFeedColumns(string Kind, IReadOnlyDictionary<string, string>? Headers) : ICommand<bool>;

/// <summary>Remembers what the company calls a product.</summary>
/// <param name="ProductId">Null forgets it.</param>
[Permission(DataFeedsPermissions.Submit)]
internal sealed record KeepFeedCode(string Code, string? ProductId) : ICommand<bool>;

/// <summary>Keeps a form that is being filled in.</summary>
/// <param name="Cells">Product → what was typed.</param>
[Permission(DataFeedsPermissions.Submit)]
internal sealed record KeepFeedDraft(string Kind, DateOnly? On, IReadOnlyDictionary<string, string> Cells) : ICommand<bool>;

internal sealed class KeepFeedColumnsHandler : ICommandHandler<KeepFeedColumns, bool>
{
    private const int LongestHeader = 100;

    public async Task<Result<bool>> HandleAsync(KeepFeedColumns command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealerId || !FeedKinds.All.Contains(command.Kind))
        {
            return Error.NotFound;
        }

        var known = await context.Db.Set<FeedColumnMap>().SingleOrDefaultAsync(m => m.DealerId == dealerId && m.Kind == command.Kind, cancellationToken);
        if (command.Headers is null)
        {
            if (known is not null)
            {
                context.Db.Remove(known);
                context.Audit("feeds.columns", "feed_column_map", command.Kind, known.Headers, null, dealerId: dealerId);
            }

            return true;
        }

        var fields = FeedColumns.Of(command.Kind).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        if (command.Headers.Any(h => !fields.Contains(h.Key) || string.IsNullOrWhiteSpace(h.Value) || h.Value.Length > LongestHeader))
        {
            return Error.Of("feed_text_long", LongestHeader);
        }

        var headers = JsonSerializer.Serialize(command.Headers.OrderBy(h => h.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal), FeedRow.Plain);
        if (known is null)
        {
            context.Db.Add(new FeedColumnMap { DealerId = dealerId, Kind = command.Kind, Headers = headers, ByName = context.Caller.Name, At = context.Now });
        }
        else if (known.Headers != headers)
        {
            (known.Headers, known.ByName, known.At) = (headers, context.Caller.Name, context.Now);
        }

        return true;
    }
}

internal sealed class KeepFeedCodeHandler : ICommandHandler<KeepFeedCode, bool>
{
    public async Task<Result<bool>> HandleAsync(KeepFeedCode command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealerId)
        {
            return Error.NotFound;
        }

        if (string.IsNullOrWhiteSpace(command.Code) || command.Code.Length > FeedProductCode.LongestCode)
        {
            return Error.Of("feed_text_long", FeedProductCode.LongestCode);
        }

        var normal = FeedProductCode.Normal(command.Code);
        if (command.ProductId is { } productId)
        {
            if (!await context.Db.Set<ProductFact>().AnyAsync(p => p.ProductId == productId, cancellationToken))
            {
                return Error.Of("feed_product_unknown", productId);
            }

            await FeedCodes.SetAsync(context, dealerId, command.Code, productId, cancellationToken);
        }
        else if (await context.Db.Set<FeedProductCode>().SingleOrDefaultAsync(c => c.DealerId == dealerId && c.Code == normal, cancellationToken) is { } known)
        {
            context.Db.Remove(known);
        }

        context.Audit("feeds.code", "feed_product_code", normal, null, new { command.ProductId }, dealerId: dealerId);
        return true;
    }
}

internal sealed class KeepFeedDraftHandler : ICommandHandler<KeepFeedDraft, bool>
{
    private const int MostCells = 4_000;
    private const int LongestCell = 40;

    public async Task<Result<bool>> HandleAsync(KeepFeedDraft command, CommandContext context, CancellationToken cancellationToken)
    {
        if (context.Caller.DealerId is not { } dealerId || !FeedKinds.All.Contains(command.Kind))
        {
            return Error.NotFound;
        }

        if (command.Cells.Count > MostCells || command.Cells.Values.Any(v => v.Length > LongestCell))
        {
            return Error.Of("feed_text_long", LongestCell);
        }

        var cells = JsonSerializer.Serialize(command.Cells, FeedRow.Plain);
        if (await context.Db.Set<FeedDraft>().SingleOrDefaultAsync(d => d.DealerId == dealerId && d.Kind == command.Kind, cancellationToken) is { } known)
        {
            (known.On, known.Cells, known.ByName, known.At) = (command.On, cells, context.Caller.Name, context.Now);
        }
        else
        {
            context.Db.Add(new FeedDraft { DealerId = dealerId, Kind = command.Kind, On = command.On, Cells = cells, ByName = context.Caller.Name, At = context.Now });
        }

        return true;
    }
}
