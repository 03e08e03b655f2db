using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Returns.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Returns.Queries;

/// <summary>Which returns a list shows.</summary>
/// <param name="Status">A state, <c>tosend</c> for approved ones whose goods are not on their way, <c>open</c> for unfinished ones, or null for all.</param>
/// <param name="Search">Part of the number, of an order's number or of a product's.</param>
internal sealed record ReturnFilter(string? Status = null, string? Reason = null, string? DealerId = null, string? Search = null);

/// <summary>A row of the list. Amount in minor units.</summary>
internal sealed record ReturnRow(
    string Number, string DealerId, string DealerName, string Currency, string Status, bool IsSent, bool IsAutoApproved, DateTimeOffset RequestedAt, long Amount, IReadOnlyList<string> Reasons, int Lines);

/// <summary>The list, and how many returns stand at each stage.</summary>
internal sealed record ReturnList(IReadOnlyList<ReturnRow> Rows, IReadOnlyDictionary<string, int> Counts);

/// <summary>Returns of a scope, the youngest first. At most <see cref="Shown"/> are listed; the counts cover all.</summary>
internal sealed class FindReturns(IAppDbFactory factory)
{
    public const int Shown = 500;
    public const string ToSend = "tosend";
    public const string Open = "open";
    private static readonly string[] s_open = [ReturnStatus.Requested.Code(), ReturnStatus.Approved.Code(), ReturnStatus.Received.Code(), ReturnStatus.Inspected.Code()];

    public async Task<ReturnList> RunAsync(ReturnFilter filter, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        var all = db.Set<GoodsReturn>().AsNoTracking();
        if (!string.IsNullOrEmpty(filter.DealerId))
        {
            all = all.Where(r => r.DealerId == filter.DealerId);
        }

        var counts = (await all.GroupBy(r => r.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken)).ToDictionary(g => g.Key, g => g.Count, StringComparer.Ordinal);
        counts[ToSend] = await Waiting(all).CountAsync(cancellationToken);
        counts[Open] = s_open.Sum(s => counts.GetValueOrDefault(s));
        var shown = filter.Status switch
        {
            null or "" => all,
            Open => all.Where(r => s_open.Contains(r.Status)),
            ToSend => Waiting(all),
            var status => all.Where(r => r.Status == status),
        };
        if (!string.IsNullOrEmpty(filter.Reason))
        {
            shown = shown.Where(r => db.Set<ReturnLine>().Any(l => l.Number == r.Number && l.Reason == filter.Reason));
        }

        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var text = filter.Search.Trim().ToLowerInvariant();
            shown = shown.Where(r => r.Number.ToLower().Contains(text)
                || db.Set<ReturnLine>().Any(l => l.Number == r.Number && (l.OrderId.ToLower().Contains(text) || l.ProductId.ToLower().Contains(text))));
        }

        var isChinese = PortalCultures.IsChinese();
        var rows = await shown.OrderByDescending(r => r.RequestedAt).ThenByDescending(r => r.Number).Take(Shown).ToListAsync(cancellationToken);
        var numbers = rows.ConvertAll(r => r.Number);
        var lines = (await db.Set<ReturnLine>().AsNoTracking().Where(l => numbers.Contains(l.Number)).Select(l => new { l.Number, l.Line, l.Reason }).ToListAsync(cancellationToken))
            .ToLookup(l => l.Number, StringComparer.Ordinal);
        var dealers = rows.Select(r => r.DealerId).Distinct().ToList();
        var names = await db.Set<DealerFact>().AsNoTracking().Where(d => dealers.Contains(d.DealerId))
            .ToDictionaryAsync(d => d.DealerId, d => isChinese ? d.Name : d.NameEn ?? d.Name, StringComparer.Ordinal, cancellationToken);
        return new ReturnList(
            [
                .. rows.Select(r => new ReturnRow(
                    r.Number, r.DealerId, names.GetValueOrDefault(r.DealerId, r.DealerId), r.Currency, r.Status, r.SentAt is not null, r.IsAutoApproved, r.RequestedAt, r.Amount,
                    [.. lines[r.Number].OrderBy(l => l.Line).Select(l => l.Reason).Distinct()], lines[r.Number].Count())),
            ],
            counts);
    }

    public async Task<int> CountToSendAsync(DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        return await Waiting(db.Set<GoodsReturn>()).CountAsync(cancellationToken);
    }

    private static IQueryable<GoodsReturn> Waiting(IQueryable<GoodsReturn> returns)
    {
        var approved = ReturnStatus.Approved.Code();
        return returns.Where(r => r.Status == approved && r.SentAt == null);
    }
}
