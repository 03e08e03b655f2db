using System.Text.Json;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Queries;

/// <inheritdoc cref="IPrices"/>
internal sealed class Prices(IPricing pricing, IAppDbFactory factory, BusinessClock clock) : IPrices
{
    public async Task<PriceSheet?> PriceAsync(Caller caller, string dealerId, IReadOnlyList<PriceAsk> asks, CancellationToken cancellationToken)
    {
        if (!caller.Scope.Allows(dealerId))
        {
            return null;
        }

        await using var db = factory.Create(DealerScope.Of(dealerId));
        return await pricing.PriceAsync(db, dealerId, clock.Today, asks, cancellationToken);
    }

    public async Task<PriceTrace?> KeptAsync(Caller caller, string documentId, int lineNo, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(caller.Scope);
        var kept = await db.Set<KeptPrices>().AsNoTracking().Where(k => k.DocumentId == documentId).Select(k => k.Traces).SingleOrDefaultAsync(cancellationToken);
        return kept is null ? null : JsonSerializer.Deserialize<List<PriceTrace>>(kept)!.ElementAtOrDefault(lineNo - 1);
    }
}
