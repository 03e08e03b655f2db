using System.Globalization;
using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Health.Queries;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Health.Jobs;

/// <summary>Writes the value matrix: a closed month once, the running month each night. Its segment goes to the dealer's own fact.</summary>
internal sealed class ValueMatrixJob(MonthInputs inputs, IFactWriter facts, IAppDbFactory factory, BusinessClock clock, IOptions<HealthOptions> options, ILogger<ValueMatrixJob> logger) : IPeriodicJob
{
    public const string JobName = "value-matrix";

    /// <summary>Everybody: a month is one result.</summary>
    private const string Subject = "matrix";

    public string Name => JobName;

    public string Cron => options.Value.MatrixCron;

    public int Parallelism => 1;

    /// <summary>Closed months by month, the running one by the day on which it is written.</summary>
    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now)
    {
        var today = clock.DayOf(now);
        return [.. Enumerable.Range(1 - options.Value.Months, options.Value.Months - 1).Select(back => Period.MonthOf(today.AddMonths(back))), Period.Day(today)];
    }

    public Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([Subject]);

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var isRunning = item.Period.Days == 1;
        var month = Period.MonthOf(item.Period.Start);
        var dealers = await inputs.ReadAsync(isRunning ? new Period(month.Start, item.Period.End) : month, cancellationToken);
        var cohorts = new Cohorts(dealers);
        var (standings, now) = (new List<DealerStanding>(dealers.Count), clock.Now);
        foreach (var dealer in dealers)
        {
            try
            {
                standings.Add(DealerStanding.Of(Evaluator.Place(dealer, cohorts.For(dealer)), month.Start, now));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                HealthLog.NotPlaced(logger, exception, dealer.DealerId, month.ToString());
            }
        }

        if (isRunning)
        {
            await TellSegmentsAsync(standings, item.Period.Start, cancellationToken);
        }

        await item.PublishAsync(string.Create(CultureInfo.InvariantCulture, $"{standings.Count} dealers"), WriteAsync, cancellationToken);

        async Task WriteAsync(AppDbContext db)
        {
            var placed = standings.ConvertAll(s => s.DealerId);
            foreach (var part in placed.Chunk(500))
            {
                await db.Set<DealerStanding>().Where(s => s.MonthOn == month.Start && part.Contains(s.DealerId)).ExecuteDeleteAsync(cancellationToken);
            }

            db.AddRange(standings);
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    /// <summary>Before the result is published: a run that is killed in between tells the same again, which changes nothing.</summary>
    private async Task TellSegmentsAsync(List<DealerStanding> standings, DateOnly day, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var dealers = await db.Set<DealerFact>().AsNoTracking().ToDictionaryAsync(d => d.DealerId, StringComparer.Ordinal, cancellationToken);
        var moved = new List<FactInput>();
        foreach (var standing in standings.Where(s => s.Segment is not null && dealers.TryGetValue(s.DealerId, out var dealer) && dealer.Segment != s.Segment))
        {
            var row = dealers[standing.DealerId];
            row.Segment = standing.Segment;
            moved.Add(new FactInput("/portal/value-matrix", string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}/{standing.DealerId}/{standing.Segment}"), row, clock.Now, s_present));
        }

        if (moved.Count > 0)
        {
            await facts.WriteAsync(moved, cancellationToken);
        }
    }

    private static readonly ColumnSet s_present = FactCatalog.Product.Find("dealers")!.Columns.Where(c => c.Property.Name is nameof(DealerFact.DealerId) or nameof(DealerFact.Segment))
        .Aggregate(ColumnSet.None, (set, column) => set.With(column));
}
