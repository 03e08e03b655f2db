using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Forecasts.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Forecasts.Queries;

/// <summary>What a forecast is about, by name.</summary>
/// <param name="Code">As in the forecast; a dealer's code for a dealer.</param>
public sealed record ForecastSubject(ForecastLevel Level, string Code, string Name, string NameEn);

/// <summary>A month of sell-in that is over, minor units.</summary>
public sealed record SoldMonth(DateOnly MonthOn, long Amount);

/// <summary>One part of a subject: what it is, its months ahead in their order, and what it sold in the last twelve months that are over.</summary>
public sealed record ForecastPart(ForecastSubject Subject, IReadOnlyList<ForecastMonth> Months)
{
    public long Amount => Months.Sum(m => m.Amount);

    public long LastYear => Months.Sum(m => m.LastYear);

    public decimal? Growth => LastYear > 0 ? (Amount / (decimal)LastYear) - 1 : null;
}

/// <summary>Accuracy of a level so many months ahead: 1 - sum|F - A| / sum A, floored at 0, over all tested origins.</summary>
/// <param name="Alone">Of each series' own forecast, before the levels were made to add up.</param>
/// <param name="Festival">What the calendar of Spring Festival brings; null where it was not tried.</param>
/// <param name="Promotion">What promotions bring; null where nothing was ever promoted.</param>
/// <param name="Inside">Share of outcomes inside the 80 % interval.</param>
/// <param name="Good">Share of forecasts within 15 % of the outcome.</param>
/// <param name="Bias">Sum of forecast - actual over sum of actual.</param>
public sealed record LevelAccuracy(ForecastLevel Level, int Step, int Series, int Origins, decimal Accuracy, decimal Alone, EventGain? Festival, EventGain? Promotion, decimal Naive, decimal LastYear, decimal Inside, decimal Good, decimal Bias);

/// <summary>What an event brings at tested origins, in accuracy of each series' own forecast, whether it was taken or not.</summary>
/// <param name="Taken">Tests of series that took it, because it helped over all of their group.</param>
/// <param name="Tests">Tests of series that it was tried on.</param>
public sealed record EventGain(decimal Gain, int Taken, int Tests);

/// <summary>A planner's change.</summary>
/// <param name="Actual">Null until the month is over.</param>
public sealed record PlannerChange(ForecastChange Change, ForecastSubject Subject, long? Actual)
{
    /// <summary>By how much less the planner was wrong than the machine, minor units; below zero by how much more.</summary>
    public long? ValueAdded => Actual is { } actual ? Math.Abs(Change.Machine - actual) - Math.Abs(Change.Amount - actual) : null;
}

/// <summary>All that the forecast page shows of one subject.</summary>
/// <param name="Lenders">Products whose launches a new one borrowed from.</param>
/// <param name="Path">From the widest subject that the reader may see down to this one.</param>
public sealed record ForecastView(
    ForecastRun Run, IReadOnlyList<ForecastSubject> Path, IReadOnlyList<SoldMonth> Sold, IReadOnlyList<ForecastMonth> Months, IReadOnlyList<ForecastPart> Parts, IReadOnlyList<ForecastPart> Categories,
    IReadOnlyList<ForecastSubject> Lenders, IReadOnlyList<LevelAccuracy> Accuracy, IReadOnlyList<PlannerChange> Changes)
{
    public ForecastSubject Subject => Path[^1];
}

/// <summary>Forecasts of the current run within a scope. A total is shown only to whoever may see every dealer in it.</summary>
internal sealed class GetForecasts(IAppDbFactory factory, IMetricReader metrics)
{
    public const string MetricId = "SAL-01";

    private const int SoldMonths = 24;
    private const int MostChanges = 50;
    private static readonly ForecastSubject s_company = new(ForecastLevel.Company, string.Empty, string.Empty, string.Empty);

    /// <summary>Null when nothing was forecast yet, or the subject is none of the scope's.</summary>
    /// <param name="level">The widest that the scope covers when null.</param>
    public async Task<ForecastView?> RunAsync(ForecastLevel? level, string? code, DealerScope scope, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(scope);
        if (await db.Set<ForecastRun>().AsNoTracking().SingleOrDefaultAsync(r => r.IsCurrent, cancellationToken) is not { } run)
        {
            return null;
        }

        var tree = await AreaTree.ReadAsync(factory, cancellationToken);
        var names = await NamesAsync(db, tree, cancellationToken);
        if (PathOf(level, code, scope, tree, names) is not { } path)
        {
            return null;
        }

        var subject = path[^1];
        var months = await MonthsAsync(db, run.Id, subject, cancellationToken);
        if (months.Count == 0)
        {
            return null;
        }

        var slice = SliceOf(subject);
        var sold = await metrics.SeriesAsync(MetricId, slice, run.MonthOn.AddMonths(-1), SoldMonths, scope, cancellationToken);
        return new ForecastView(
            run, path, [.. sold.Select(s => new SoldMonth(s.Period.Start, Money.ToMinor(s.Value.Value ?? 0)))], months,
            await PartsAsync(db, run.Id, subject, scope, tree, names, cancellationToken),
            subject.Level == ForecastLevel.Company ? await TotalsAsync(db, run.Id, ForecastLevel.Category, names, cancellationToken) : [],
            [.. (months[0].BorrowedFrom?.Split(',') ?? []).Select(id => names.Of(ForecastLevel.Product, id))],
            await AccuracyAsync(db, run.Id, scope, cancellationToken),
            await ChangesAsync(db, run, scope, tree, names, cancellationToken));
    }

    /// <summary>Whether the scope shows all of a subject. The same for what is outside it and what does not exist.</summary>
    public static bool Covers(ForecastLevel level, string code, DealerScope scope, AreaTree tree) => level switch
    {
        ForecastLevel.Company or ForecastLevel.Category or ForecastLevel.Product => scope.IsAll,
        ForecastLevel.Area => tree.Covers(scope, code) || (scope.IsAll && code.Length == 0),
        ForecastLevel.Dealer => scope.Allows(code),
        _ => false,
    };

    /// <summary>The metric slice of a subject's sell-in.</summary>
    public static MetricSlice SliceOf(ForecastSubject subject) => subject.Level switch
    {
        ForecastLevel.Area => MetricSlice.Of(MetricDimensions.Region, subject.Code),
        ForecastLevel.Category => MetricSlice.Of(MetricDimensions.Category, subject.Code),
        ForecastLevel.Product => MetricSlice.Of(MetricDimensions.Product, subject.Code),
        ForecastLevel.Dealer => MetricSlice.Of(MetricDimensions.Dealer, subject.Code),
        _ => MetricSlice.All,
    };

    private static List<ForecastSubject>? PathOf(ForecastLevel? level, string? code, DealerScope scope, AreaTree tree, SubjectNames names)
    {
        // The widest: the company, the first area covered, or the first dealer.
        if (level is null)
        {
            (level, code) = scope.IsAll ? (ForecastLevel.Company, string.Empty)
                : names.Areas.Keys.FirstOrDefault(a => Covers(ForecastLevel.Area, a, scope, tree)) is { } area ? (ForecastLevel.Area, area)
                : (ForecastLevel.Dealer, names.Dealers.Keys.Order(StringComparer.Ordinal).FirstOrDefault(scope.Allows));
        }

        if (code is null || !Covers(level.Value, code, scope, tree))
        {
            return null;
        }

        List<ForecastSubject> path = scope.IsAll ? [s_company] : [];
        switch (level)
        {
            case ForecastLevel.Area:
                path.Add(names.Of(ForecastLevel.Area, code));
                break;
            case ForecastLevel.Category:
                path.Add(names.Of(ForecastLevel.Category, code));
                break;
            case ForecastLevel.Product when names.Products.TryGetValue(code, out var product):
                path.Add(names.Of(ForecastLevel.Category, product.Category));
                path.Add(names.Of(ForecastLevel.Product, code));
                break;
            case ForecastLevel.Dealer when names.Dealers.ContainsKey(code):
                if (names.AreaOf(code) is { } above && Covers(ForecastLevel.Area, above, scope, tree))
                {
                    path.Add(names.Of(ForecastLevel.Area, above));
                }

                path.Add(names.Of(ForecastLevel.Dealer, code));
                break;
        }

        return path.Count == 0 ? null : path;
    }

    private static async Task<List<ForecastMonth>> MonthsAsync(AppDbContext db, Guid runId, ForecastSubject subject, CancellationToken cancellationToken)
    {
        var (level, code) = (subject.Level, subject.Code);
        return level == ForecastLevel.Dealer
            ? [.. await db.Set<DealerForecast>().AsNoTracking().Where(f => f.RunId == runId && f.DealerId == code && f.ProductId == "").OrderBy(f => f.MonthOn).ToListAsync(cancellationToken)]
            : [.. await db.Set<TotalForecast>().AsNoTracking().Where(f => f.RunId == runId && f.Level == level && f.Code == code).OrderBy(f => f.MonthOn).ToListAsync(cancellationToken)];
    }

    private static async Task<IReadOnlyList<ForecastPart>> PartsAsync(
        AppDbContext db, Guid runId, ForecastSubject subject, DealerScope scope, AreaTree tree, SubjectNames names, CancellationToken cancellationToken)
    {
        var code = subject.Code;
        switch (subject.Level)
        {
            case ForecastLevel.Company:
                return await TotalsAsync(db, runId, ForecastLevel.Area, names, cancellationToken);
            case ForecastLevel.Area:
                var dealers = names.DealersOf(code).Where(scope.Allows).ToHashSet(StringComparer.Ordinal);
                var rows = await db.Set<DealerForecast>().AsNoTracking().Where(f => f.RunId == runId && f.ProductId == "").ToListAsync(cancellationToken);
                return Parts(rows.Where(r => dealers.Contains(r.DealerId)), r => names.Of(ForecastLevel.Dealer, r.DealerId));
            case ForecastLevel.Dealer:
                var items = await db.Set<DealerForecast>().AsNoTracking().Where(f => f.RunId == runId && f.DealerId == code && f.ProductId != "").ToListAsync(cancellationToken);
                return Parts(items, r => names.Of(ForecastLevel.Product, r.ProductId) with { Level = ForecastLevel.Item });
            case ForecastLevel.Category:
                return [.. (await TotalsAsync(db, runId, ForecastLevel.Product, names, cancellationToken)).Where(p => names.Products.GetValueOrDefault(p.Subject.Code)?.Category == code)];
            default:
                return [];
        }
    }

    private static async Task<IReadOnlyList<ForecastPart>> TotalsAsync(AppDbContext db, Guid runId, ForecastLevel level, SubjectNames names, CancellationToken cancellationToken) =>
        Parts(await db.Set<TotalForecast>().AsNoTracking().Where(f => f.RunId == runId && f.Level == level).ToListAsync(cancellationToken), r => names.Of(level, r.Code));

    private static IReadOnlyList<ForecastPart> Parts<TRow>(IEnumerable<TRow> rows, Func<TRow, ForecastSubject> subjectOf)
        where TRow : ForecastMonth =>
        [.. rows.GroupBy(subjectOf).Select(g => new ForecastPart(g.Key, [.. g.OrderBy(m => m.MonthOn)])).OrderByDescending(p => p.Amount).ThenBy(p => p.Subject.Code, StringComparer.Ordinal)];

    /// <summary>Accuracy of a level is a sum over all of its series and names none of them, so every reader of forecasts sees it.</summary>
    private static async Task<IReadOnlyList<LevelAccuracy>> AccuracyAsync(AppDbContext db, Guid runId, DealerScope scope, CancellationToken cancellationToken)
    {
        var scores = await db.Set<ForecastScore>().AsNoTracking().Where(s => s.RunId == runId && s.Code == "").ToListAsync(cancellationToken);
        return [.. scores.GroupBy(s => (s.Level, s.Step)).OrderBy(g => g.Key.Level).ThenBy(g => g.Key.Step).Where(g => !scope.IsOwn || g.Key.Level is ForecastLevel.Dealer or ForecastLevel.Item).Select(g =>
        {
            decimal actual = g.Sum(s => s.Actual);
            decimal tests = g.Sum(s => s.Series);
            decimal Accuracy(Func<ForecastScore, long> error) => actual > 0 ? Math.Max(0, 1 - (g.Sum(error) / actual)) : 0;
            EventGain? Gain(Func<ForecastScore, long> error, Func<ForecastScore, int> taken, int tried) => tried == 0 || actual <= 0 ? null : new EventGain((g.Sum(s => s.ErrorPlain) - g.Sum(error)) / actual, g.Sum(taken), tried);
            return new LevelAccuracy(
                g.Key.Level, g.Key.Step, g.Max(s => s.Series), g.Select(s => s.OriginOn).Distinct().Count(), Accuracy(s => s.Error), Accuracy(s => s.ErrorAlone),
                Gain(s => s.ErrorFestival, s => s.FestivalTaken, g.Sum(s => s.Dated)), Gain(s => s.ErrorPromotion, s => s.PromotionTaken, g.Sum(s => s.Promoted)), Accuracy(s => s.ErrorNaive),
                Accuracy(s => s.ErrorLastYear), tests > 0 ? g.Sum(s => s.Inside) / tests : 0, tests > 0 ? g.Sum(s => s.Good) / tests : 0, actual > 0 ? g.Sum(s => s.Bias) / actual : 0);
        })];
    }

    private async Task<IReadOnlyList<PlannerChange>> ChangesAsync(AppDbContext db, ForecastRun run, DealerScope scope, AreaTree tree, SubjectNames names, CancellationToken cancellationToken)
    {
        if (scope.IsOwn)
        {
            return [];
        }

        var from = run.MonthOn.AddMonths(-12);
        var changes = await db.Set<ForecastChange>().AsNoTracking().Where(c => c.MonthOn >= from).ToListAsync(cancellationToken);
        var shown = new List<PlannerChange>();
        foreach (var change in changes.Where(c => Covers(c.Level, c.Code, scope, tree)).OrderByDescending(c => c.At).Take(MostChanges))
        {
            var subject = names.Of(change.Level, change.Code);
            var actual = change.MonthOn < run.MonthOn ? await metrics.ValueAsync(MetricId, SliceOf(subject), Period.MonthOf(change.MonthOn), scope, cancellationToken) : null;
            shown.Add(new PlannerChange(change, subject, actual is null ? null : Money.ToMinor(actual.Value ?? 0)));
        }

        return shown;
    }

    private static async Task<SubjectNames> NamesAsync(AppDbContext db, AreaTree tree, CancellationToken cancellationToken)
    {
        var regions = await db.Set<RegionFact>().AsNoTracking().ToDictionaryAsync(r => r.RegionId, StringComparer.Ordinal, cancellationToken);
        var dealers = await db.Set<DealerFact>().AsNoTracking().ToDictionaryAsync(d => d.DealerId, StringComparer.Ordinal, cancellationToken);
        var products = await db.Set<ProductFact>().AsNoTracking().ToDictionaryAsync(p => p.ProductId, StringComparer.Ordinal, cancellationToken);
        var categories = products.Values.GroupBy(p => p.Category, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().CategoryEn ?? g.Key, StringComparer.Ordinal);
        return new SubjectNames(regions.Values.Where(r => r.Level == "area" && tree.DealersOf(r.RegionId).Count > 0).OrderBy(r => r.Path, StringComparer.Ordinal).ToDictionary(r => r.RegionId, StringComparer.Ordinal), dealers, categories, products, regions);
    }

    private sealed record SubjectNames(
        IReadOnlyDictionary<string, RegionFact> Areas, IReadOnlyDictionary<string, DealerFact> Dealers, IReadOnlyDictionary<string, string> Categories, IReadOnlyDictionary<string, ProductFact> Products,
        IReadOnlyDictionary<string, RegionFact> Regions)
    {
        public ForecastSubject Of(ForecastLevel level, string code) => level switch
        {
            ForecastLevel.Area => new ForecastSubject(level, code, Areas.GetValueOrDefault(code)?.Name ?? code, Areas.GetValueOrDefault(code)?.NameEn ?? code),
            ForecastLevel.Category => new ForecastSubject(level, code, code, Categories.GetValueOrDefault(code, code)),
            ForecastLevel.Product => new ForecastSubject(level, code, Products.GetValueOrDefault(code)?.Name ?? code, Products.GetValueOrDefault(code)?.NameEn ?? Products.GetValueOrDefault(code)?.Name ?? code),
            ForecastLevel.Dealer => new ForecastSubject(level, code, Dealers.GetValueOrDefault(code)?.Name ?? code, Dealers.GetValueOrDefault(code)?.NameEn ?? Dealers.GetValueOrDefault(code)?.Name ?? code),
            _ => s_company,
        };

        public string? AreaOf(string dealerId) => Dealers.GetValueOrDefault(dealerId) is { } dealer && Regions.GetValueOrDefault(dealer.RegionId) is { } region
            ? region.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(Areas.ContainsKey) : null;

        public IEnumerable<string> DealersOf(string area) => Dealers.Keys.Where(d => (AreaOf(d) ?? string.Empty) == area);
    }
}
