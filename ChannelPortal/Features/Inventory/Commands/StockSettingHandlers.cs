using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Inventory.Contracts;
using ChannelPortal.Features.Inventory.Data;
using ChannelPortal.Features.Inventory.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Inventory.Commands;

internal sealed class PlanInboundHandler(StockInput input) : ICommandHandler<PlanInbound, int>
{
    public async Task<Result<int>> HandleAsync(PlanInbound command, CommandContext context, CancellationToken cancellationToken)
    {
        var lines = command.Lines ?? [];
        if (lines.Count is 0 or > StockInput.MostLines || lines.Any(l => l.Qty is < 0 or > StockInput.MostQuantity))
        {
            return Error.Of("stock_quantity_out_of_range").On("qty");
        }

        if (lines.Any(l => l.Confidence is < 0 or > 100))
        {
            return Error.Of("inbound_confidence_out_of_range").On("confidence");
        }

        if (lines.Select(l => StockInput.CheckDocument(l.Reference?.Trim() ?? "")).FirstOrDefault(e => e is not null) is { } unnamed)
        {
            return unnamed;
        }

        var products = lines.Select(l => l.ProductId).Distinct(StringComparer.Ordinal).ToList();
        if (await input.CheckAsync(context.Db, [.. lines.Select(l => l.LocationId).Distinct()], products, cancellationToken) is { } unknown)
        {
            return unknown;
        }

        var known = await context.Db.Set<InboundPlan>().Where(p => products.Contains(p.ProductId)).ToDictionaryAsync(p => (p.ProductId, p.LocationId, p.Reference), cancellationToken);
        foreach (var line in lines)
        {
            var key = (line.ProductId, line.LocationId, line.Reference.Trim());
            if (!known.TryGetValue(key, out var plan))
            {
                plan = known[key] = new InboundPlan { ProductId = line.ProductId, LocationId = line.LocationId, Reference = key.Item3 };
                if (line.Qty > 0)
                {
                    context.Db.Add(plan);
                }
            }
            else if (line.Qty == 0)
            {
                context.Db.Remove(plan);
            }

            (plan.Eta, plan.Qty, plan.Confidence) = (line.Eta, line.Qty, line.Confidence);
        }

        await StockBook.TellAsync(context, lines.Select(l => new StockPlace(l.ProductId, l.LocationId)), cancellationToken);
        context.Audit("inventory.plan", "inbound", lines.Count == 1 ? lines[0].Reference : $"{lines.Count} lines", null, lines.Count == 1 ? lines[0] : null);
        return lines.Count;
    }
}

internal sealed class CapAllocationHandler(StockInput input) : ICommandHandler<CapAllocation, bool>
{
    public async Task<Result<bool>> HandleAsync(CapAllocation command, CommandContext context, CancellationToken cancellationToken)
    {
        if (command.WeeklyQty is < 0 or > StockInput.MostQuantity)
        {
            return Error.Of("stock_quantity_out_of_range").On("qty");
        }

        if (!await context.Db.Set<DealerFact>().AnyAsync(d => d.DealerId == command.DealerId, cancellationToken))
        {
            return Error.NotFound;
        }

        if (await input.CheckAsync(context.Db, [], [command.ProductId], cancellationToken) is { } unknown)
        {
            return unknown;
        }

        var cap = await context.Db.Set<AllocationCap>().SingleOrDefaultAsync(c => c.DealerId == command.DealerId && c.ProductId == command.ProductId, cancellationToken);
        var before = cap?.WeeklyQty;
        if (command.WeeklyQty is not { } qty)
        {
            context.Db.RemoveRange(cap is null ? [] : [cap]);
        }
        else if (cap is null)
        {
            context.Db.Add(new AllocationCap { DealerId = command.DealerId, ProductId = command.ProductId, WeeklyQty = qty });
        }
        else
        {
            cap.WeeklyQty = qty;
        }

        context.Audit("inventory.cap", "stock", $"{command.DealerId}/{command.ProductId}", new { WeeklyQty = before }, new { command.WeeklyQty }, dealerId: command.DealerId);
        return true;
    }
}

internal sealed class SetSubstitutesHandler(StockInput input) : ICommandHandler<SetSubstitutes, int>
{
    private const int MostSubstitutes = 10;

    public async Task<Result<int>> HandleAsync(SetSubstitutes command, CommandContext context, CancellationToken cancellationToken)
    {
        var lists = (command.Lists ?? []).DistinctBy(l => l.ProductId).ToList();
        var products = lists.Select(l => l.ProductId).ToList();
        if (await input.CheckAsync(context.Db, [], [.. products, .. lists.SelectMany(l => l.Substitutes)], cancellationToken) is { } unknown)
        {
            return unknown;
        }

        await context.Db.Set<Substitute>().Where(s => products.Contains(s.ProductId)).ExecuteDeleteAsync(cancellationToken);
        context.Db.AddRange(lists.SelectMany(l => l.Substitutes.Where(s => s != l.ProductId).Distinct(StringComparer.Ordinal).Take(MostSubstitutes)
            .Select((s, i) => new Substitute { ProductId = l.ProductId, SubstituteId = s, Rank = i })));
        context.Audit("inventory.substitutes", "stock", lists.Count == 1 ? lists[0].ProductId : $"{lists.Count} products", null, lists.Count == 1 ? lists[0].Substitutes : null);
        return lists.Count;
    }
}

internal sealed class ShareStockHandler : ICommandHandler<ShareStock, bool>
{
    public async Task<Result<bool>> HandleAsync(ShareStock command, CommandContext context, CancellationToken cancellationToken)
    {
        if ((context.Caller.IsSystem ? command.DealerId : context.Caller.DealerId) is not { } dealerId)
        {
            return Error.Of("stock_needs_dealer");
        }

        var wasShared = await context.Db.Set<StockSharing>().Where(s => s.DealerId == dealerId).ExecuteDeleteAsync(cancellationToken) > 0;
        if (command.IsShared)
        {
            context.Db.Add(new StockSharing { DealerId = dealerId, Since = context.Now });
        }

        context.Audit("inventory.share", "dealer", dealerId, new { IsShared = wasShared }, new { command.IsShared }, dealerId: dealerId);
        return command.IsShared;
    }
}
