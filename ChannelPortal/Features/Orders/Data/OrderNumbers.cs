using System.Globalization;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Orders.Domain;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Orders.Data;

/// <summary>Order numbers <c>SO-202610-00042</c>.</summary>
internal static class OrderNumbers
{
    /// <summary>Numbers of this portal begin with it.</summary>
    public const string Own = "SO-";

    public static async Task<string> NextAsync(AppDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var month = (day.Year * 100) + day.Month;
        if (await RaiseAsync(db, month, cancellationToken) == 0)
        {
            await StartAsync(db, month, cancellationToken);
            await RaiseAsync(db, month, cancellationToken);
        }

        var last = await db.Set<OrderCounter>().AsNoTracking().Where(c => c.Month == month).Select(c => c.Last).SingleAsync(cancellationToken);
        return Prefix(month) + last.ToString("00000", CultureInfo.InvariantCulture);
    }

    private static Task<int> RaiseAsync(AppDbContext db, int month, CancellationToken cancellationToken) =>
        db.Set<OrderCounter>().Where(c => c.Month == month).ExecuteUpdateAsync(c => c.SetProperty(x => x.Last, x => x.Last + 1), cancellationToken);

    private static string Prefix(int month) => string.Create(CultureInfo.InvariantCulture, $"{Own}{month}-");

    /// <summary>Starts behind numbers that came with imported orders. A second starter's insert fails and it counts on the first one's row.</summary>
    private static async Task StartAsync(AppDbContext db, int month, CancellationToken cancellationToken)
    {
        var prefix = Prefix(month);
        var taken = await db.Set<OrderFact>().IgnoreQueryFilters([ScopeFilter.Name]).AsNoTracking()
            .Where(o => o.OrderId.StartsWith(prefix)).Select(o => o.OrderId).ToListAsync(cancellationToken);
        var last = taken.Select(o => int.TryParse(o.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).DefaultIfEmpty().Max();
        var counter = db.Add(new OrderCounter { Month = month, Last = last });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            if (!await db.Set<OrderCounter>().AnyAsync(c => c.Month == month, cancellationToken))
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
