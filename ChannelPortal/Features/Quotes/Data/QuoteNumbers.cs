using System.Globalization;
using ChannelPortal.Features.Quotes.Domain;
using ChannelPortal.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Quotes.Data;

/// <summary>Quote numbers <c>QT-202611-00001</c>.</summary>
internal static class QuoteNumbers
{
    public static async Task<string> NextAsync(AppDbContext db, DateOnly day, CancellationToken cancellationToken)
    {
        var month = (day.Year * 100) + day.Month;
        if (await RaiseAsync(db, month, cancellationToken) == 0)
        {
            await StartAsync(db, month, cancellationToken);
            await RaiseAsync(db, month, cancellationToken);
        }

        var last = await db.Set<QuoteCounter>().AsNoTracking().Where(c => c.Month == month).Select(c => c.Last).SingleAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"QT-{month}-{last:00000}");
    }

    private static Task<int> RaiseAsync(AppDbContext db, int month, CancellationToken cancellationToken) =>
        db.Set<QuoteCounter>().Where(c => c.Month == month).ExecuteUpdateAsync(c => c.SetProperty(x => x.Last, x => x.Last + 1), cancellationToken);

    /// <summary>A second starter's insert fails and it counts on the first one's row.</summary>
    private static async Task StartAsync(AppDbContext db, int month, CancellationToken cancellationToken)
    {
        var counter = db.Add(new QuoteCounter { Month = month, Last = 0 });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            if (!await db.Set<QuoteCounter>().AnyAsync(c => c.Month == month, cancellationToken))
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
