using ChannelPortal.Features.Forecasts.Data;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Platform.Analytics.Forecasting;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Jobs;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Forecasts.Jobs;

/// <summary>
/// Makes all forecasts once a night from the months that are over; facts that came late count from the next night on. Rows are written in small transactions
/// under a run that nobody reads yet; the last step makes it the current one.
/// </summary>
internal sealed class ForecastJob(IAppDbFactory factory, ForecastFacts facts, IPromotionCalendar promotions, BusinessClock clock, TimeProvider time, IOptions<ForecastsOptions> options) : IPeriodicJob
{
    public const string JobName = "forecast";

    /// <summary>The one subject of a night.</summary>
    public const string Subject = "sell-in";

    private const int RowsAtATime = 2_000;
    private const double GoodShare = 0.15;

    public string Name => JobName;

    public string Cron => options.Value.Cron;

    public int Parallelism => 1;

    public IReadOnlyList<Period> DuePeriods(DateTimeOffset now) => [Period.Day(clock.DayOf(now))];

    /// <summary>Nothing is owed before the first month of sales is over.</summary>
    public async Task<IReadOnlyList<string>> SubjectsAsync(Period period, CancellationToken cancellationToken)
    {
        var month = Period.MonthOf(period.Start).Start;
        await using var db = factory.Create(DealerScope.All);
        return await db.Set<OrderLineMonth>().AnyAsync(m => m.OrderedOn < month, cancellationToken) ? [Subject] : [];
    }

    public async Task RunItemAsync(JobItem item, CancellationToken cancellationToken)
    {
        var month = Period.MonthOf(item.Period.Start).Start;
        var before = Environment.CpuUsage.TotalTime;
        var history = await SalesHistory.ReadAsync(factory, month, cancellationToken);
        if (history.Months == 0)
        {
            throw new JobItemException("forecast_no_sales", "There is no month of sales yet.");
        }

        var maker = new ForecastMaker(history, await PromotionExposure.ReadAsync(factory, promotions, clock, history, ForecastMaker.Steps, ForecastMaker.FurthestOrigin, cancellationToken));
        var isPastUntold = await facts.LackPastAsync(month, cancellationToken);
        await Task.Run(() => maker.Make(_ => { }, isPastUntold, cancellationToken), cancellationToken);
        var run = new ForecastRun { Id = SequentialId.New(time), MonthOn = month, MadeAt = time.GetUtcNow(), Series = maker.All.Count() };
        await WriteAsync(run, maker, history, cancellationToken);
        run.CpuMs = (long)(Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        await item.PublishAsync(run.Id.ToString("N"), db => PublishAsync(db, run, cancellationToken), cancellationToken);
        await ClearAsync(cancellationToken);

        // A run that dies here leaves the rest to the next night's.
        if (isPastUntold)
        {
            await facts.TellPastAsync(run, maker, cancellationToken);
        }

        await facts.TellPlanAsync(run, cancellationToken);
        await facts.TellActualsAsync(run, history, cancellationToken);
    }

    private async Task WriteAsync(ForecastRun run, ForecastMaker maker, SalesHistory history, CancellationToken cancellationToken)
    {
        var totals = maker.All.Where(n => n.Level is not (ForecastLevel.Dealer or ForecastLevel.Item));
        IEnumerable<object> rows =
        [
            .. totals.SelectMany(n => Enumerable.Range(1, ForecastMaker.Steps).Select(step => (object)Filled(
                new TotalForecast { RunId = run.Id, Level = n.Level, Code = n.Code, MonthOn = run.MonthOn.AddMonths(step - 1), Step = step }, n, maker, history))),
            .. Scores(run, maker),
        ];
        var dealers = maker.Dealers.Concat(maker.Items).SelectMany(n => Enumerable.Range(1, ForecastMaker.Steps).Select(step => (object)Filled(
            new DealerForecast { RunId = run.Id, DealerId = n.Code, ProductId = n.ProductId, MonthOn = run.MonthOn.AddMonths(step - 1), Step = step }, n, maker, history)));
        foreach (var chunk in rows.Concat(dealers).Chunk(RowsAtATime))
        {
            await using var db = factory.Create(DealerScope.All);
            db.AddRange(chunk);
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private static ForecastMonth Filled(ForecastMonth row, ForecastNode node, ForecastMaker maker, SalesHistory history)
    {
        var (at, forecast) = (row.Step - 1, node.Rolled.Forecast);
        var factor = node.Factors[at];
        var index = history.Months + at;
        row.Machine = row.Amount = Whole(forecast.Mid[at] * factor);
        row.Low = Math.Min(row.Machine, Whole(forecast.Low[at] * factor));
        row.High = Math.Max(row.Machine, Whole(forecast.High[at] * factor));
        row.Alone = Whole(forecast.Mid[at]);
        row.Naive = Whole(node.Values[^1] ?? 0);
        row.LastYear = index >= 12 ? Whole(node.Values[index - 12] ?? 0) : 0;
        row.Model = forecast.Model;
        row.SeasonEffect = forecast.Season is { } season ? Hundredths(season[(index - node.Values.TakeWhile(v => v is null).Count()) % 12] - 1) : null;
        row.MonthlyGrowth = Hundredths(forecast.MonthlyGrowth);
        var (festival, promotion) = ForecastMaker.EventsOf(node, index);
        row.FestivalEffect = festival is { } moved ? Hundredths(moved) : null;
        row.BorrowedFrom = node.BorrowedFrom.Count == 0 ? null : string.Join(',', node.BorrowedFrom.Take(NewProducts.Named));
        row.PromotionEffect = promotion is { } lifted ? Hundredths(lifted) : null;
        return row;
    }

    private static IEnumerable<ForecastScore> Scores(ForecastRun run, ForecastMaker maker)
    {
        foreach (var level in maker.All.GroupBy(n => n.Level))
        {
            foreach (var score in ScoresOf(run, level.Key, string.Empty, [.. level]))
            {
                yield return score;
            }

            if (level.Key is ForecastLevel.Area or ForecastLevel.Category)
            {
                foreach (var score in level.Where(n => n.Code.Length > 0).SelectMany(n => ScoresOf(run, level.Key, n.Code, [n])))
                {
                    yield return score;
                }
            }
        }
    }

    private static IEnumerable<ForecastScore> ScoresOf(ForecastRun run, ForecastLevel level, string code, IReadOnlyList<ForecastNode> nodes) =>
        nodes.SelectMany(n => n.Rolled.Tested.Select(t => (Node: n, Test: t, Said: n.Tested(t)))).GroupBy(t => (t.Test.MonthsBack, t.Test.Step)).Select(g => new ForecastScore
        {
            RunId = run.Id, Level = level, Code = code, OriginOn = run.MonthOn.AddMonths(-g.Key.MonthsBack), Step = g.Key.Step, Series = g.Count(),
            Actual = Whole(g.Sum(t => t.Test.Actual)),
            Error = Whole(g.Sum(t => Math.Abs(t.Said - t.Test.Actual))),
            ErrorAlone = Whole(g.Sum(t => Math.Abs(t.Test.Forecast - t.Test.Actual))),
            ErrorPlain = Whole(g.Sum(t => t.Node.Tries?.Plain.GetValueOrDefault(g.Key) ?? Math.Abs(t.Test.Forecast - t.Test.Actual))),
            ErrorFestival = Whole(g.Sum(t => t.Node.Tries?.Festival.GetValueOrDefault(g.Key) ?? Math.Abs(t.Test.Forecast - t.Test.Actual))),
            ErrorPromotion = Whole(g.Sum(t => (t.Node.Tries?.Promotion ?? t.Node.Tries?.Plain)?.GetValueOrDefault(g.Key) ?? Math.Abs(t.Test.Forecast - t.Test.Actual))),
            Dated = g.Count(t => t.Node.Tries is not null),
            FestivalTaken = g.Count(t => t.Node.Tries is { FestivalTaken: true }),
            Promoted = g.Count(t => t.Node.Tries is { Promotion: not null }),
            PromotionTaken = g.Count(t => t.Node.Tries is { PromotionTaken: true, Promotion: not null }),
            ErrorNaive = Whole(g.Sum(t => Math.Abs(t.Test.Naive - t.Test.Actual))),
            ErrorLastYear = Whole(g.Sum(t => Math.Abs(t.Test.SeasonalNaive - t.Test.Actual))),
            Bias = Whole(g.Sum(t => t.Said - t.Test.Actual)),
            Inside = g.Count(t => IsInside(t.Node, t.Test)),
            Good = g.Count(t => Math.Abs(t.Said - t.Test.Actual) <= GoodShare * Math.Abs(t.Test.Actual)),
        });

    private static bool IsInside(ForecastNode node, TestedForecast test)
    {
        var factor = node.TestedFactors.GetValueOrDefault((test.MonthsBack, test.Step), 1);
        return test.Actual >= test.Low * factor && test.Actual <= test.High * factor;
    }

    /// <summary>The new run becomes the current one; what planners changed in months that are still ahead is put into it again.</summary>
    private static async Task PublishAsync(AppDbContext db, ForecastRun run, CancellationToken cancellationToken)
    {
        await db.Set<ForecastRun>().Where(r => r.IsCurrent).ExecuteUpdateAsync(s => s.SetProperty(r => r.IsCurrent, false), cancellationToken);
        run.IsCurrent = true;
        db.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var change in await db.Set<ForecastChange>().AsNoTracking().Where(c => c.MonthOn >= run.MonthOn && !c.IsWithdrawn).OrderBy(c => c.At).ToListAsync(cancellationToken))
        {
            await ForecastPlan.ApplyAsync(db, run.Id, change.Level, change.Code, change.MonthOn, change.Amount, cancellationToken);
        }
    }

    /// <summary>Of each month the last run stays, to be looked back on; of the running one only the current. Rows of a run that died before its end have no run at all.</summary>
    private async Task ClearAsync(CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var runs = await db.Set<ForecastRun>().AsNoTracking().ToListAsync(cancellationToken);
        var kept = runs.GroupBy(r => r.MonthOn).Select(g => g.OrderByDescending(r => r.IsCurrent).ThenByDescending(r => r.MadeAt).First().Id).ToList();
        await db.Set<DealerForecast>().Where(f => !kept.Contains(f.RunId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<TotalForecast>().Where(f => !kept.Contains(f.RunId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<ForecastScore>().Where(f => !kept.Contains(f.RunId)).ExecuteDeleteAsync(cancellationToken);
        await db.Set<ForecastRun>().Where(r => !kept.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>A share in hundredths of a percent.</summary>
    private static int Hundredths(double share) => double.IsFinite(share) ? (int)Math.Clamp(Math.Round(share * 10_000), -1e8, 1e8) : 0;

    public static long Whole(double amount) => double.IsFinite(amount) ? (long)Math.Clamp(Math.Round(amount), -9e15, 9e15) : 0;
}
