using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChannelPortal.Platform.Data;

/// <summary>Last number given out in a series and month.</summary>
public sealed class DocumentCounter
{
    public required string Series { get; init; }

    /// <summary>202610 for October 2026.</summary>
    public int Month { get; init; }

    public int Last { get; set; }
}

/// <summary>Numbers such as <c>INV-202610-00042</c>: without gaps, because a number is taken in the transaction that writes its document.</summary>
public static class DocumentNumbers
{
    /// <summary>The next number. The counter's row is held until the transaction ends, so take it after the locks of the business.</summary>
    public static async Task<string> NextAsync(AppDbContext db, string series, DateOnly day, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var month = (day.Year * 100) + day.Month;
        if (await RaiseAsync(db, series, month, cancellationToken) == 0)
        {
            await StartAsync(db, series, month, cancellationToken);
            await RaiseAsync(db, series, month, cancellationToken);
        }

        var last = await db.Set<DocumentCounter>().AsNoTracking().Where(c => c.Series == series && c.Month == month).Select(c => c.Last).SingleAsync(cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{series}-{month}-{last:00000}");
    }

    private static Task<int> RaiseAsync(AppDbContext db, string series, int month, CancellationToken cancellationToken) =>
        db.Set<DocumentCounter>().Where(c => c.Series == series && c.Month == month).ExecuteUpdateAsync(c => c.SetProperty(x => x.Last, x => x.Last + 1), cancellationToken);

    /// <summary>A second starter's insert rolls back to EF's savepoint and it counts on the first one's row.</summary>
    private static async Task StartAsync(AppDbContext db, string series, int month, CancellationToken cancellationToken)
    {
        var counter = db.Add(new DocumentCounter { Series = series, Month = month });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            counter.State = EntityState.Detached;
            if (!await db.Set<DocumentCounter>().AnyAsync(c => c.Series == series && c.Month == month, cancellationToken))
            {
                throw;
            }
        }

        counter.State = EntityState.Detached;
    }
}

internal sealed class DocumentCounterConfiguration : IEntityTypeConfiguration<DocumentCounter>
{
    public void Configure(EntityTypeBuilder<DocumentCounter> builder)
    {
        builder.ToTable("document_counter");
        builder.HasKey(c => new { c.Series, c.Month });
        builder.Property(c => c.Series).HasMaxLength(8);
        builder.Property(c => c.Month).ValueGeneratedNever();
    }
}
