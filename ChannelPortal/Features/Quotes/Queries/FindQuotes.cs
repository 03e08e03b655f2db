using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Text;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Quotes.Queries;

/// <summary>A quote in the list. Margin and discount are for the manufacturer's people alone.</summary>
/// <param name="Amount">What is offered; null before the dealer may see it.</param>
internal sealed record QuoteRow(
    string No, string DealerName, QuoteStatus Status, int LineCount, string Currency, long? Amount, DateTimeOffset Since, DateTimeOffset? DueAt, bool IsLate, DateOnly? ValidUntil, int? Discount, int? Margin,
    bool IsBelowFloor);

/// <summary>The rows of a filter with the counts of all filters.</summary>
internal sealed record QuoteList(IReadOnlyList<QuoteRow> Rows, IReadOnlyList<(string Name, int Count)> Counts);

/// <summary>Lists quotes within a caller's scope: for the manufacturer those that wait longest first, for a dealer the newest.</summary>
internal sealed class FindQuotes(IAppDbFactory factory, BusinessClock clock, IOptions<QuotesOptions> options) : IWorkItemSource
{
    private const int Most = 1_000;

    public async Task<QuoteList> ListAsync(string? show, Caller caller, CancellationToken cancellationToken)
    {
        var isDealer = caller.DealerId is not null;
        var today = clock.Today;
        var rows = await RowsAsync(caller, isDealer, today, cancellationToken);
        var counts = QuoteFilter.Names(isDealer).Select(n => (n, rows.Count(r => Takes(n, r)))).ToList();
        return new QuoteList([.. rows.Where(r => Takes(show, r))], counts);

        bool Takes(string? name, QuoteRow row) => QuoteFilter.Takes(name, row.Status, row.ValidUntil, row.IsLate, today, options.Value.ExpiringDays, isDealer);
    }

    public async Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId is null || !Permissions.Product.Allows(caller.Roles, QuotesPermissions.Ask))
        {
            return [];
        }

        var counts = (await ListAsync(null, caller, cancellationToken)).Counts.ToDictionary(c => c.Name, c => c.Count, StringComparer.Ordinal);
        return
        [
            new WorkItem(WorkBand.Todo, "quotes_answered", counts[QuoteFilter.Answered], "quotes?show=" + QuoteFilter.Answered),
            new WorkItem(WorkBand.Todo, "quotes_expiring", counts[QuoteFilter.Expiring], "quotes?show=" + QuoteFilter.Expiring, IsUrgent: true),
        ];
    }

    private async Task<List<QuoteRow>> RowsAsync(Caller caller, bool isDealer, DateOnly today, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        var isChinese = PortalCultures.IsChinese();
        var found = await (from quote in db.Set<Quote>().AsNoTracking()
                           where !isDealer || quote.Status != QuoteStatus.Draft
                           join dealer in db.Set<DealerFact>() on quote.DealerId equals dealer.DealerId
                           orderby quote.CreatedAt descending, quote.No descending
                           select new { Quote = quote, Name = isChinese ? dealer.Name : dealer.NameEn ?? dealer.Name }).Take(Most).ToListAsync(cancellationToken);
        var rows = found.Select(f => Row(f.Quote, f.Name, isDealer, today));
        return isDealer
            ? [.. rows.OrderByDescending(r => r.Since)]
            : [.. rows.OrderBy(r => r.Status == QuoteStatus.Asked ? 0 : 1).ThenBy(r => r.Status == QuoteStatus.Asked ? r.DueAt : null).ThenByDescending(r => r.Since)];
    }

    private QuoteRow Row(Quote quote, string dealer, bool isDealer, DateOnly today)
    {
        var status = QuoteViews.StatusFor(quote, isDealer, today);
        var isOffered = QuoteViews.ShowsOffer(quote, isDealer);
        return new QuoteRow(
            quote.No, dealer, status, quote.LineCount, quote.Currency, isOffered && quote.Amount > 0 ? quote.Status == QuoteStatus.Accepted ? quote.AcceptedAmount : quote.Amount : null,
            quote.AskedAt ?? quote.CreatedAt, quote.DueAt, quote.Status == QuoteStatus.Asked && quote.DueAt < clock.Now, isOffered ? quote.ValidUntil : null,
            isDealer || quote.Amount == 0 ? null : quote.Discount, isDealer || quote.Amount == 0 ? null : quote.Margin, !isDealer && quote.IsBelowFloor);
    }
}

/// <summary>What each side sees of a quote.</summary>
internal static class QuoteViews
{
    /// <summary>To the dealer an answer under approval is still being made.</summary>
    public static QuoteStatus StatusFor(Quote quote, bool isDealer, DateOnly today) =>
        isDealer && quote.Status == QuoteStatus.Review ? QuoteStatus.Asked : quote.StatusOn(today);

    /// <summary>The dealer sees prices from the moment they are sent, and not while they are being changed.</summary>
    public static bool ShowsOffer(Quote quote, bool isDealer) =>
        !isDealer || quote.Status is QuoteStatus.Sent or QuoteStatus.Accepted or QuoteStatus.Declined or QuoteStatus.Expired;
}
