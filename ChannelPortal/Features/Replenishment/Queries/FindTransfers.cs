using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Features.Replenishment.Commands;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using ChannelPortal.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Replenishment.Queries;

/// <summary>A company of a transfer.</summary>
public sealed record TransferParty(string DealerId, string Name, string? NameEn, string City, string CityEn);

/// <param name="Giver">Null for a dealer that may not know it yet.</param>
public sealed record TransferRow(StockTransfer Transfer, TransferParty? Giver, TransferParty? Receiver, string ProductName, string? ProductNameEn, string Unit, string? UnitEn);

/// <summary>Transfers that a caller may know of: both sides in a manager's scope, or one's own side. A dealer learns the other side when both agreed.</summary>
internal sealed class FindTransfers(IAppDbFactory factory, BusinessClock clock) : IWorkItemSource
{
    private const int EndedDays = 30;

    public async Task<IReadOnlyList<TransferRow>> RunAsync(Caller caller, CancellationToken cancellationToken)
    {
        // A transfer belongs to two dealers; what leaves this method is what the caller may know of it.
        await using var db = factory.Create(DealerScope.All);
        var since = clock.Now.AddDays(-EndedDays);
        var found = await db.Set<StockTransfer>().AsNoTracking().Where(t => t.ClosedAt == null || t.ClosedAt >= since).ToListAsync(cancellationToken);
        found.RemoveAll(t => !TransferSteps.IsSeen(t, caller));
        var (dealers, products) = (found.SelectMany(t => new[] { t.GiverId, t.ReceiverId }).Distinct().ToList(), found.Select(t => t.ProductId).Distinct().ToList());
        var parties = await (from d in db.Set<DealerFact>().AsNoTracking()
                             where dealers.Contains(d.DealerId)
                             from r in db.Set<RegionFact>().Where(r => r.RegionId == d.RegionId).DefaultIfEmpty()
                             select new TransferParty(d.DealerId, d.Name, d.NameEn, r == null ? "" : r.Name, r == null ? "" : r.NameEn)).ToDictionaryAsync(p => p.DealerId, StringComparer.Ordinal, cancellationToken);
        var names = await db.Set<ProductFact>().AsNoTracking().Where(p => products.Contains(p.ProductId)).ToDictionaryAsync(p => p.ProductId, StringComparer.Ordinal, cancellationToken);
        return
        [
            .. found.Where(t => names.ContainsKey(t.ProductId)).OrderBy(t => OrderOf(t.State)).ThenByDescending(t => t.Benefit - t.Cost).ThenBy(t => t.Id).Select(t =>
                new TransferRow(t, PartyOf(t, t.GiverId), PartyOf(t, t.ReceiverId), names[t.ProductId].Name, names[t.ProductId].NameEn, names[t.ProductId].Unit, names[t.ProductId].UnitEn)),
        ];

        TransferParty? PartyOf(StockTransfer transfer, string dealerId) =>
            caller.DealerId is null || caller.DealerId == dealerId || transfer.State is TransferState.Agreed or TransferState.Done ? parties.GetValueOrDefault(dealerId) : null;
    }

    /// <summary>Offers that wait for the company's answer.</summary>
    public async Task<IReadOnlyList<WorkItem>> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } own || !Permissions.Product.Allows(caller.Roles, ReplenishmentPermissions.Answer))
        {
            return [];
        }

        await using var db = factory.Create(DealerScope.All);
        var open = await db.Set<StockTransfer>().AsNoTracking()
            .Where(t => t.State == TransferState.Offered && ((t.GiverId == own && t.GiverAnswer == null) || (t.ReceiverId == own && t.ReceiverAnswer == null))).Select(t => t.AnswerUntil).ToListAsync(cancellationToken);
        return [new WorkItem(WorkBand.Todo, "transfers_answer", open.Count, "replenishment?show=transfers") { Until = open.Min() }];
    }

    private static int OrderOf(TransferState state) => state switch
    {
        TransferState.Agreed => 0,
        TransferState.Offered => 1,
        TransferState.Proposed => 2,
        _ => 3,
    };
}
