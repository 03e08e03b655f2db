using ChannelPortal.Features.Replenishment.Contracts;
using ChannelPortal.Features.Replenishment.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Replenishment.Commands;

/// <summary>Keeps the judgements of some dealers' whole stock and says which warnings changed. Answers how many did.</summary>
[Permission(ReplenishmentPermissions.Judge)]
internal sealed record KeepOutlook(IReadOnlyList<string> DealerIds, IReadOnlyList<StockOutlook> Rows) : ICommand<int>;

internal sealed class KeepOutlookHandler(BusinessClock clock) : ICommandHandler<KeepOutlook, int>
{
    public async Task<Result<int>> HandleAsync(KeepOutlook command, CommandContext context, CancellationToken cancellationToken)
    {
        var ids = command.DealerIds;
        var kept = await context.Db.Set<StockOutlook>().AsTracking().Where(o => ids.Contains(o.DealerId)).ToDictionaryAsync(o => (o.DealerId, o.ProductId), cancellationToken);
        var (moved, today) = (0, clock.DayOf(context.Now));
        foreach (var row in command.Rows)
        {
            if (!kept.Remove((row.DealerId, row.ProductId), out var before))
            {
                context.Db.Add(row);
                moved += Tell(row, StockLevel.Good);
                continue;
            }

            // Another node judged with more in hand.
            if (before.Seq > row.Seq)
            {
                continue;
            }

            var level = before.Level;
            row.Since = level == row.Level ? before.Since : row.Since;
            context.Db.Entry(before).CurrentValues.SetValues(row);
            moved += Tell(row, level);
        }

        foreach (var gone in kept.Values)
        {
            context.Db.Remove(gone);
            if (gone.Level != StockLevel.Good)
            {
                context.Record(new StockWarningFact { DealerId = gone.DealerId, ProductId = gone.ProductId, WarnedOn = today });
                moved++;
            }
        }

        return moved;

        int Tell(StockOutlook row, StockLevel before)
        {
            if (row.Level == before)
            {
                return 0;
            }

            context.Record(new StockWarningFact
            {
                DealerId = row.DealerId, ProductId = row.ProductId, WarnedOn = today, WarningLevel = row.Level.ToString().ToLowerInvariant(), StakeAmount = row.Stake, SuggestedQty = row.Suggested,
            });
            return 1;
        }
    }
}
