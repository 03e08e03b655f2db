using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Quotes.Data;

/// <summary>Whether an offer needs somebody's consent, and what follows from the answer.</summary>
internal sealed class QuoteConsent(IApprovals approvals, QuoteBook book, IOptions<QuotesOptions> options) : IApprovalSubject
{
    public const string DocKind = "quote";

    public string Kind => DocKind;

    public string HrefOf(string docId) => "quotes/" + docId;

    /// <summary>
    /// Asks the approvers as their rules want. An offer beyond the manager's limit or below the floor that no rule covers is refused, not waved through.
    /// </summary>
    public async Task<Result<QuoteTrigger>> AskAsync(CommandContext context, Quote quote, IReadOnlyList<QuoteLine> lines, CancellationToken cancellationToken)
    {
        var figures = FiguresOf(quote, lines);
        var summary = string.Create(
            CultureInfo.InvariantCulture, $"{string.Join(", ", lines.Select(l => l.ProductId).Take(3))} ×{quote.LineCount} · -{quote.Discount / 100m:0.##} % · {quote.Margin / 100m:0.##} %{(quote.IsBelowFloor ? " ▼" : "")} {quote.Message}");
        var state = await approvals.SubmitAsync(context, new ApprovalDocument(DocKind, quote.No, quote.DealerId, FingerprintOf(quote, lines), figures, summary), cancellationToken);
        quote.NeededApproval |= state is not ApprovalState.NotNeeded;
        return state switch
        {
            ApprovalState.Pending => QuoteTrigger.Submit,
            ApprovalState.Rejected => Error.Of("quote_refused_before", quote.No),
            ApprovalState.NotNeeded when quote.IsBelowFloor || quote.Discount > options.Value.ChannelLimit => Error.Of("quote_without_rule", quote.Discount / 100m, options.Value.ChannelLimit / 100m),
            _ => QuoteTrigger.Send,
        };
    }

    public Task WithdrawAsync(CommandContext context, Quote quote, CancellationToken cancellationToken) => approvals.WithdrawAsync(context, DocKind, quote.No, cancellationToken);

    public async Task<Result<bool>> DecidedAsync(CommandContext context, string docId, bool isApproved, string? reason, CancellationToken cancellationToken)
    {
        if (await context.Db.Set<Quote>().SingleOrDefaultAsync(q => q.No == docId, cancellationToken) is not { } quote)
        {
            return Error.NotFound;
        }

        var trigger = isApproved ? QuoteTrigger.Approve : QuoteTrigger.Return;
        var next = book.Fire(context, quote, trigger, isDecision: true);
        if (!next.Ok)
        {
            return Result<bool>.Fail(next.Errors);
        }

        if (isApproved)
        {
            QuoteBook.Sent(context, quote, await context.Db.Set<QuoteLine>().Where(l => l.QuoteNo == docId).ToListAsync(cancellationToken));
        }
        else
        {
            quote.Reason = reason;
        }

        book.Move(context, quote, trigger, next.Value, reason);
        return true;
    }

    /// <summary>What the approver looks at: dealer, products, quantities, prices and the last day.</summary>
    private static string FingerprintOf(Quote quote, IEnumerable<QuoteLine> lines)
    {
        var text = new StringBuilder(quote.DealerId).Append('|').Append(quote.ValidUntil?.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        foreach (var line in lines.OrderBy(l => l.LineNo))
        {
            foreach (var part in QuoteBook.BreaksOf(line))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{line.ProductId}|{part.Quantity}|{part.Offer}");
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    private static Dictionary<string, decimal> FiguresOf(Quote quote, IReadOnlyList<QuoteLine> lines)
    {
        var offered = lines.SelectMany(l => QuoteBook.BreaksOf(l).Where(b => b.Offer is not null).Select(b => (Line: l, Break: b, Offer: b.Offer!.Value))).ToList();
        return new Dictionary<string, decimal>(StringComparer.Ordinal)
        {
            ["amount"] = quote.Amount / (decimal)Money.MinorPerMajor,
            ["discount"] = quote.Discount / 100m,
            ["margin"] = quote.Margin / 100m,
            ["lines"] = quote.LineCount,
            ["floor"] = offered.Max(o => PriceProposal.DiscountOf(o.Line.Floor, o.Offer)) / 100m,
            ["override"] = offered.Max(o => PriceProposal.DiscountOf(o.Break.Proposed, o.Offer)) / 100m,
        };
    }
}
