using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Orders.Commands;

/// <summary>
/// A colleague answered. With his consent the order goes the way of a submit from here, at the prices of its day: moved ones are noted, not taken.
/// </summary>
internal sealed class BuyerConsentGiven(
    IOrderMoves moves, IPricing pricing, OrderAcceptance acceptance, OrderChanges changes, BusinessClock clock) : IApprovalSubject
{
    public string Kind => BuyerConsent.Kind;

    public string HrefOf(string docId) => "orders/" + docId;

    public async Task<Result<bool>> DecidedAsync(CommandContext context, string docId, bool isApproved, string? reason, CancellationToken cancellationToken)
    {
        if (!isApproved)
        {
            return Answer(await moves.MoveAsync(context, docId, OrderTrigger.Decline, Waited, reason, cancellationToken));
        }

        var begun = await changes.BeginAsync(context, docId, OrderTrigger.Approve, null, cancellationToken);
        if (!begun.Ok)
        {
            return Result<bool>.Fail(begun.Errors);
        }

        var (order, lines, _) = begun.Value;
        await NoteMovedPricesAsync(context, begun.Value, cancellationToken);
        var input = new RiskInput(docId, order.DealerId, order.OrderedOn, order.SubmittedAt ?? context.Now, order.Currency, order.NetAmount, order.ShipToId, lines);
        var accepted = await acceptance.DecideAsync(context, input, cancellationToken);
        if (accepted.IsBlocked)
        {
            return Result<bool>.Fail(accepted.Credit.Errors);
        }

        return Answer(await moves.MoveAsync(context, docId, accepted.IsCovered ? OrderTrigger.Approve : OrderTrigger.ApproveHeld, Accept, reason, cancellationToken));

        void Waited(OrderFact decided) => decided.HoldHours = decided.SubmittedAt is { } at ? Math.Round((context.Now - at).TotalHours, 2) : null;

        void Accept(OrderFact decided)
        {
            Waited(decided);
            (decided.HoldReason, decided.WasHeld, decided.RiskScore) = (accepted.HoldReason, !accepted.IsCovered, accepted.Screening.Score);
            decided.ConfirmedAt = accepted.IsCovered ? context.Now : null;
        }
    }

    private static Result<bool> Answer(Result<OrderFact> moved) => moved.Ok ? true : Result<bool>.Fail(moved.Errors);

    private async Task NoteMovedPricesAsync(CommandContext context, OrderInWork work, CancellationToken cancellationToken)
    {
        var today = clock.DayOf(context.Now);
        var sheet = await pricing.PriceAsync(context.Db, work.Order.DealerId, today, [.. work.Lines.Select(l => new PriceAsk(l.ProductId, l.OrderedQty))], cancellationToken);
        var now = sheet.Lines.GroupBy(l => l.ProductId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var moved = work.Lines.Where(l => l.PriceSource is not ("manual" or OrderLineFact.Rebate) && now.TryGetValue(l.ProductId, out var price) && price.NetPrice != l.NetPrice).ToList();
        if (moved.Count > 0)
        {
            var after = moved.Select(l => OrderChanges.Shown(l) with { NetPrice = now[l.ProductId].NetPrice, NetAmount = Money.LineMinor(now[l.ProductId].NetPrice, l.OrderedQty) }).ToList();
            changes.Keep(context, work, new RevisionDraft(OrderRevision.PricesMoved, null, work.Order.NetAmount, work.Order.NetAmount + after.Sum(l => l.NetAmount) - moved.Sum(l => l.NetAmount), [.. moved.Select(OrderChanges.Shown)], after));
        }
    }
}
