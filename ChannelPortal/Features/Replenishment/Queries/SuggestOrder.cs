using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Replenishment.Queries;

/// <summary>A line of the suggested order.</summary>
/// <param name="Qty">Whole packs, thousandths.</param>
/// <param name="Net">Minor units at today's prices.</param>
/// <param name="Fits">The dealer's free credit pays it after all lines that are more pressing.</param>
public sealed record SuggestedLine(WarningRow Row, long Qty, long Net, bool Fits);

/// <param name="Available">Free credit, minor units; null for a dealer without an account.</param>
public sealed record SuggestedOrder(IReadOnlyList<SuggestedLine> Lines, long? Available);

/// <summary>What a dealer should order now, the most pressing first, as far as its credit goes.</summary>
internal sealed class SuggestOrder(IPrices prices, ICreditAccounts credit)
{
    public async Task<SuggestedOrder> RunAsync(Caller caller, IEnumerable<WarningRow> rows, CancellationToken cancellationToken)
    {
        if (caller.DealerId is not { } dealerId)
        {
            return new SuggestedOrder([], null);
        }

        var wanted = rows.Where(r => r.Outlook.DealerId == dealerId && r.Outlook.Suggested > 0).ToList();
        var standing = await credit.FindAsync(dealerId, caller.Scope, cancellationToken);
        var sheet = wanted.Count == 0 ? null : await prices.PriceAsync(caller, dealerId, [.. wanted.Select(r => new PriceAsk(r.Outlook.ProductId, r.Outlook.Suggested))], cancellationToken);
        var net = sheet?.Lines.ToDictionary(l => l.ProductId, l => l.NetAmount, StringComparer.Ordinal) ?? [];

        // What saves most sales for its money comes first: credit that does not reach for all is spent where it counts.
        var left = standing?.Available ?? long.MaxValue;
        var lines = new List<SuggestedLine>();
        foreach (var row in wanted.Where(r => net.ContainsKey(r.Outlook.ProductId))
            .OrderByDescending(r => r.Outlook.Level == StockLevel.Red).ThenByDescending(r => r.Outlook.Stake / (decimal)Math.Max(1, net[r.Outlook.ProductId])).ThenBy(r => r.Outlook.ProductId, StringComparer.Ordinal))
        {
            var amount = net[row.Outlook.ProductId];
            var fits = amount <= left;
            left -= fits ? amount : 0;
            lines.Add(new SuggestedLine(row, row.Outlook.Suggested, amount, fits));
        }

        return new SuggestedOrder(lines, standing?.Available);
    }
}
