using System.Globalization;
using ChannelPortal.Features.Pricing.Domain;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Pricing.Data;

/// <summary>Contract numbers <c>CT-202611-00001</c>.</summary>
internal static class ContractNumbers
{
    public static async Task<string> NextAsync(AppDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var month = (day.Year * 100) + day.Month;
        if (await RaiseAsync(db, month, cancellationToken) == 0)
        {
            await StartAsync(db, month, cancellationToken);
            await RaiseAsync(db, month, cancellationToken);
        }

        var last = await db.Set<ContractCounter>().AsNoTracking().Where(c => c.Month == month).Select(c => c.Last).SingleAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"CT-{month}-{last:00000}");
    }

    private static Task<int> RaiseAsync(AppDbContext db, int month, CancellationToken cancellationToken) =>
        db.Set<ContractCounter>().Where(c => c.Month == month).ExecuteUpdateAsync(c => c.SetProperty(x => x.Last, x => x.Last + 1), cancellationToken);

    /// <summary>A second starter's insert fails and it counts on the first one's row.</summary>
    private static async Task StartAsync(AppDbContext db, int month, CancellationToken cancellationToken)
    {
        var counter = db.Add(new ContractCounter { Month = month, Last = 0 });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            if (!await db.Set<ContractCounter>().AnyAsync(c => c.Month == month, cancellationToken))
            {
                throw;
            }
        }
        finally
        {
            counter.State = EntityState.Detached;
        }
    }
}
