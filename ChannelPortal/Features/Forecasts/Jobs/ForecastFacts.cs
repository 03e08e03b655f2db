using System.Globalization;
using ChannelPortal.Features.Forecasts.Contracts;
using ChannelPortal.Features.Forecasts.Data;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Forecasts.Jobs;

/// <summary>
/// Tells the fact log what was forecast of each product at each dealer, and later what came. A forecast that stands there is never changed, so the first run
/// of a month decides, and a run that died half-way is completed by the next.
/// </summary>
internal sealed class ForecastFacts(IAppDbFactory factory, IFactWriter writer, BusinessClock clock)
{
    /// <summary>The step of a run is one more than the horizon of the fact: step 1 is the month in which the run is made.</summary>
    public const int Horizons = ForecastMaker.Steps - 1;

    /// <summary>Months after its end in which orders that come late still correct what came.</summary>
    public const int CorrectedMonths = 3;

    public const string Source = "/portal/forecasts";

    // Live boards and orders wait for no more than this.
    private const int RowsAtATime = 1_000;
    private static readonly FactDefinition s_fact = FactCatalog.Product.Find("forecasts")!;
    private static readonly ColumnSet s_actual = s_fact.Named("dealer_id", "product_id", "month_on", "horizon", "actual_amount");

    /// <summary>Whether nobody forecast the running month a month ago: the portal is new, or stood still.</summary>
    public async Task<bool> LackPastAsync(DateOnly month, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        return !await db.Set<ForecastFact>().AnyAsync(f => f.MonthOn == month && f.Horizon == 1, cancellationToken);
    }

    /// <summary>What the run would have said at the origins that it tested and since, each from what was known then. The last origin comes last, because by it the next run sees that nothing lacks.</summary>
    public Task TellPastAsync(ForecastRun run, ForecastMaker maker, CancellationToken cancellationToken)
    {
        var rows = maker.Items.SelectMany(item => item.AtOrigins.Where(t => t.Step > 1).Select(test =>
        {
            var factor = item.TestedFactors.GetValueOrDefault((test.MonthsBack, test.Step), 1);
            var said = ForecastJob.Whole(test.Forecast * factor);
            return new ForecastFact
            {
                DealerId = item.Code, ProductId = item.ProductId, MonthOn = run.MonthOn.AddMonths(test.Step - 1 - test.MonthsBack), Horizon = test.Step - 1, ForecastAmount = said,
                ActualAmount = double.IsNaN(test.Actual) ? null : ForecastJob.Whole(test.Actual), NaiveAmount = ForecastJob.Whole(test.Naive),
                P10 = Math.Min(said, ForecastJob.Whole(test.Low * factor)), P90 = Math.Max(said, ForecastJob.Whole(test.High * factor)),
            };
        }));
        return AddAsync(run, rows.OrderBy(r => r.MonthOn.AddMonths(-r.Horizon)), cancellationToken);
    }

    /// <summary>What the run plans for the months after the running one, with what planners made of it.</summary>
    public async Task TellPlanAsync(ForecastRun run, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var planned = await db.Set<DealerForecast>().AsNoTracking().Where(f => f.RunId == run.Id && f.ProductId != "" && f.Step > 1).ToListAsync(cancellationToken);
        await AddAsync(run, planned.Select(f => new ForecastFact
        {
            DealerId = f.DealerId, ProductId = f.ProductId, MonthOn = f.MonthOn, Horizon = f.Step - 1, ForecastAmount = f.Amount, NaiveAmount = f.Naive, P10 = f.Low, P90 = f.High,
        }), cancellationToken);
    }

    /// <summary>What came, for months that are over.</summary>
    public async Task TellActualsAsync(ForecastRun run, SalesHistory history, CancellationToken cancellationToken)
    {
        var corrected = run.MonthOn.AddMonths(-CorrectedMonths);
        List<ForecastFact> open;
        await using (var db = factory.Create(DealerScope.All))
        {
            open = await db.Set<ForecastFact>().AsNoTracking().Where(f => f.MonthOn < run.MonthOn && f.MonthOn >= history.FirstOn && (f.ActualAmount == null || f.MonthOn >= corrected)).ToListAsync(cancellationToken);
        }

        var sold = history.Items.ToDictionary(i => (i.DealerId, i.ProductId), i => i.Months);
        await WriteAsync(run, open.Select(f => (Fact: f, Came: sold.GetValueOrDefault((f.DealerId, f.ProductId))?[history.IndexOf(f.MonthOn)] ?? 0)).Where(f => f.Fact.ActualAmount != f.Came).Select(f =>
        {
            f.Fact.ActualAmount = f.Came;
            return f.Fact;
        }), s_actual, cancellationToken);
    }

    private async Task AddAsync(ForecastRun run, IEnumerable<ForecastFact> rows, CancellationToken cancellationToken)
    {
        var told = new HashSet<(string, string, DateOnly, int)>();
        var (first, last) = (run.MonthOn.AddMonths(-SalesHistory.LongestMonths), run.MonthOn.AddMonths(Horizons));
        await using (var db = factory.Create(DealerScope.All))
        {
            await foreach (var row in db.Set<ForecastFact>().AsNoTracking().Where(f => f.MonthOn >= first && f.MonthOn <= last).Select(f => new { f.DealerId, f.ProductId, f.MonthOn, f.Horizon })
                .AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                told.Add((row.DealerId, row.ProductId, row.MonthOn, row.Horizon));
            }
        }

        await WriteAsync(run, rows.Where(r => !told.Contains((r.DealerId, r.ProductId, r.MonthOn, r.Horizon))), null, cancellationToken);
    }

    private async Task WriteAsync(ForecastRun run, IEnumerable<ForecastFact> rows, ColumnSet? present, CancellationToken cancellationToken)
    {
        foreach (var chunk in rows.Chunk(RowsAtATime))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var inputs = Array.ConvertAll(chunk, row => new FactInput(
                Source, string.Create(CultureInfo.InvariantCulture, $"{run.Id:N}/{(present is null ? "said" : "came")}/{row.DealerId}/{row.ProductId}/{row.MonthOn:yyyy-MM}/{row.Horizon}"), row, clock.Now, present));
            foreach (var (input, receipt) in inputs.Zip(await writer.WriteAsync(inputs, cancellationToken)))
            {
                if (receipt.Verdict == FactVerdict.Rejected)
                {
                    throw new InvalidOperationException($"The log does not take {input.Id}: {string.Join("; ", receipt.Errors.Select(e => $"{e.Field}: {e.Code}"))}");
                }
            }
        }
    }
}
