using ChannelPortal.Features.Boards.Domain;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Products.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Boards.Queries;

/// <summary>Something to know about some days of a chart.</summary>
/// <param name="Metric">The metric whose charts show it; null for all.</param>
/// <param name="Kind"><c>note</c>, <c>holiday</c>, <c>launch</c> or <c>price</c>.</param>
/// <param name="NoteId">Of the viewer's own notes, which he may take away.</param>
public sealed record ChartNote(string? Metric, string Kind, DateOnly From, DateOnly To, string Text, string? Author, Guid? NoteId);

/// <summary>Notes of people, and events that explain a curve by themselves: holidays, new products, moved prices.</summary>
internal sealed class ChartNotes(IAppDbFactory factory, BoardWords words)
{
    private const int MostEvents = 20;

    public async Task<IReadOnlyList<ChartNote>> ReadAsync(BoardPlan plan, Period days, Caller caller, CancellationToken cancellationToken)
    {
        var metrics = plan.Tiles.Where(t => t.Kind == TileKind.Line).Select(t => t.Metric!).Distinct(StringComparer.Ordinal).ToList();
        if (metrics.Count == 0)
        {
            return [];
        }

        await using var db = factory.Create(caller.Scope);
        var notes = await db.Set<BoardNote>().AsNoTracking()
            .Where(n => n.CompanyId == caller.DealerId && metrics.Contains(n.MetricId) && n.FirstDay < days.End && n.LastDay >= days.Start)
            .OrderBy(n => n.FirstDay).Take(MostEvents).ToListAsync(cancellationToken);
        var launches = await db.Set<ProductFact>().AsNoTracking().Where(p => p.LaunchedOn >= days.Start && p.LaunchedOn < days.End)
            .GroupBy(p => p.LaunchedOn).Select(g => new { Day = g.Key, Count = g.Count(), Zh = g.Min(p => p.Name)!, En = g.Min(p => p.NameEn) }).OrderBy(g => g.Day).Take(MostEvents).ToListAsync(cancellationToken);
        var prices = await db.Set<PriceChangeFact>().AsNoTracking().Where(p => p.ChangedOn >= days.Start && p.ChangedOn < days.End)
            .GroupBy(p => p.ChangedOn).Select(g => new { Day = g.Key, Count = g.Count() }).OrderBy(g => g.Day).Take(MostEvents).ToListAsync(cancellationToken);
        return
        [
            .. notes.Select(n => new ChartNote(n.MetricId, "note", n.FirstDay, n.LastDay, n.Text, n.Author, n.AuthorId == caller.UserId ? n.Id : null)),
            .. Holidays(days).Select(h => new ChartNote(null, "holiday", h.Day, h.Day, words["Holiday_" + h.Key], null, null)),
            .. launches.Select(l => new ChartNote(null, "launch", l.Day, l.Day, l.Count == 1 ? words["Note_Launch", words.IsChinese ? l.Zh : l.En ?? l.Zh] : words["Note_Launches", l.Count], null, null)),
            .. prices.Select(p => new ChartNote(null, "price", p.Day, p.Day, words["Note_Prices", p.Count], null, null)),
        ];
    }

    /// <summary>First days of the holidays that move sales.</summary>
    public static IEnumerable<(string Key, DateOnly Day)> Holidays(Period days)
    {
        for (var year = days.Start.Year; year <= days.End.Year; year++)
        {
            foreach (var holiday in new[] { ("NewYear", new DateOnly(year, 1, 1)), ("Spring", LunarCalendar.NewYear(year)), ("Labour", new DateOnly(year, 5, 1)), ("National", new DateOnly(year, 10, 1)) })
            {
                if (days.Contains(holiday.Item2))
                {
                    yield return holiday;
                }
            }
        }
    }
}
