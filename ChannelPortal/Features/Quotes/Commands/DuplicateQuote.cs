using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Quotes.Data;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Quotes.Commands;

/// <summary>Makes a draft with the same lines and offers. What somebody consented to was the other quote, so the way through the approvers begins anew.</summary>
[Permission(QuotesPermissions.Answer)]
internal sealed record DuplicateQuote(string No) : ICommand<string>;

internal sealed class DuplicateQuoteHandler(BusinessClock clock) : ICommandHandler<DuplicateQuote, string>
{
    public async Task<Result<string>> HandleAsync(DuplicateQuote command, CommandContext context, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<Quote>().AsNoTracking().SingleOrDefaultAsync(q => q.No == command.No, cancellationToken) is not { } from)
        {
            return Error.NotFound;
        }

        var dealer = await context.Db.Set<DealerFact>().AsNoTracking().SingleAsync(d => d.DealerId == from.DealerId, cancellationToken);
        var copy = new Quote
        {
            No = await QuoteNumbers.NextAsync(context.Db, clock.DayOf(context.Now), cancellationToken),
            DealerId = from.DealerId,
            Tier = dealer.Tier,
            Currency = dealer.Currency,
            CreatedAt = context.Now,
            Message = from.Message,
            LineCount = from.LineCount,
            Amount = from.Amount,
            ListAmount = from.ListAmount,
            Discount = from.Discount,
            Margin = from.Margin,
            IsBelowFloor = from.IsBelowFloor,
        };
        context.Db.Add(copy);
        var lines = await context.Db.Set<QuoteLine>().AsNoTracking().Where(l => l.QuoteNo == from.No).OrderBy(l => l.LineNo).ToListAsync(cancellationToken);
        context.Db.AddRange(lines.Select(l => new QuoteLine
        {
            QuoteNo = copy.No,
            LineNo = l.LineNo,
            DealerId = l.DealerId,
            ProductId = l.ProductId,
            AskPrice = l.AskPrice,
            Note = l.Note,
            Breaks = l.Breaks,
            ListPrice = l.ListPrice,
            UnitCost = l.UnitCost,
            Floor = l.Floor,
            MaxQuantity = l.MaxQuantity,
        }));
        context.Audit("quotes.duplicate", "quote", copy.No, null, new { From = from.No }, dealerId: copy.DealerId);
        return copy.No;
    }
}
