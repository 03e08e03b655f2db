using ChannelPortal.Features.Quotes.Data;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Quotes.Commands;

/// <summary>Moves a quote by a mere button of either side, or by the clock. The table of transitions says who may.</summary>
[Permission(QuotesPermissions.Read)]
internal sealed record MoveQuote(string No, QuoteTrigger Trigger, string? Reason = null) : ICommand<QuoteMoved>;

internal sealed class MoveQuoteHandler(QuoteBook book, QuoteConsent consent) : ICommandHandler<MoveQuote, QuoteMoved>
{
    public async Task<Result<QuoteMoved>> HandleAsync(MoveQuote command, CommandContext context, CancellationToken cancellationToken)
    {
        var isDealer = context.Caller.DealerId is not null;
        if (await context.Db.Set<Quote>().SingleOrDefaultAsync(q => q.No == command.No && !(isDealer && q.Status == QuoteStatus.Draft), cancellationToken) is not { } quote)
        {
            return Error.NotFound;
        }

        if (command.Trigger is not (QuoteTrigger.Decline or QuoteTrigger.Withdraw or QuoteTrigger.Recall or QuoteTrigger.Revoke or QuoteTrigger.Expire))
        {
            return Error.Forbidden;
        }

        var next = book.Fire(context, quote, command.Trigger);
        if (!next.Ok)
        {
            return Result<QuoteMoved>.Fail(next.Errors);
        }

        var reason = string.IsNullOrWhiteSpace(command.Reason) ? null : command.Reason.Trim();
        if ((QuoteLifecycle.NeedsReason(command.Trigger) && reason is null) || reason is { Length: > QuoteConfiguration.MaxWords })
        {
            return Error.Of("quote_say_why", QuoteConfiguration.MaxWords).On("reason");
        }

        if (quote.Status == QuoteStatus.Review)
        {
            await consent.WithdrawAsync(context, quote, cancellationToken);
        }

        quote.Reason = reason;
        if (command.Trigger is QuoteTrigger.Decline or QuoteTrigger.Expire)
        {
            quote.DecidedAt = context.Now;
        }

        book.Move(context, quote, command.Trigger, next.Value, reason);
        return new QuoteMoved(quote.No, quote.Status);
    }
}
