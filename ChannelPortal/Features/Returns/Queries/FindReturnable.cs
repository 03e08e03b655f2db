using ChannelPortal.Features.Returns.Data;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Returns.Queries;

/// <summary>A delivered line with what the policy says to each reason.</summary>
public sealed record ReturnableLine(DeliveredLine Line, BilledOrderLine? Billed, IReadOnlyDictionary<string, PolicyAnswer> Answers)
{
    /// <summary>Net value of a quantity before any fee.</summary>
    public long ValueOf(long qty) => Billed?.NetOf(qty) ?? Line.ValueOf(qty);
}

/// <summary>What a dealer could return.</summary>
internal sealed class FindReturnable(IAppDbFactory factory, DeliveredLines delivered, ICreditNotes notes, BusinessClock clock, IOptions<ReturnsOptions> options)
{
    private const int Shown = 40;

    /// <summary>Lines of one order; empty for one that is not delivered, or not the dealer's.</summary>
    public async Task<IReadOnlyList<ReturnableLine>> OfOrderAsync(string orderId, string dealerId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.Of(dealerId));
        return await JudgeAsync(db, dealerId, await delivered.OfOrdersAsync(db, [orderId], cancellationToken), cancellationToken);
    }

    /// <summary>Delivered lines by product, barcode text or order number.</summary>
    public async Task<IReadOnlyList<ReturnableLine>> SearchAsync(string text, string dealerId, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.Of(dealerId));
        return await JudgeAsync(db, dealerId, await delivered.SearchAsync(db, dealerId, text, Shown, cancellationToken), cancellationToken);
    }

    private async Task<IReadOnlyList<ReturnableLine>> JudgeAsync(AppDbContext db, string dealerId, IReadOnlyList<DeliveredLine> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
        {
            return [];
        }

        var billed = await notes.BilledAsync(db, [.. lines.Select(l => l.OrderId)], cancellationToken);
        var unsoldLeft = await delivered.UnsoldLeftAsync(db, dealerId, cancellationToken);
        return
        [
            .. lines.Select(l =>
            {
                var bill = billed.GetValueOrDefault((l.OrderId, l.LineNo));
                var least = Math.Min(l.Left, Money.QuantityScale);
                var goods = new PolicyCase(l.DeliveredOn, clock.Today, bill?.NetOf(least) ?? l.ValueOf(least), unsoldLeft);
                return new ReturnableLine(l, bill, ReturnReasons.All.ToDictionary(r => r, r => ReturnPolicy.Judge(r, goods, options.Value), StringComparer.Ordinal));
            }),
        ];
    }
}
