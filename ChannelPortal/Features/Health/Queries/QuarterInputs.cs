using ChannelPortal.Features.Enablement.Contracts;
using ChannelPortal.Features.Health.Domain;
using ChannelPortal.Features.Identity.Contracts;
using ChannelPortal.Features.PriceControl.Contracts;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Analytics;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Health.Queries;

/// <summary>All that a quarter's evaluations follow from, for every dealer at once: peers are part of it.</summary>
internal sealed class QuarterInputs(Figures figures, IAppDbFactory factory)
{
    /// <summary>domain.md R48: an invoice that is later than this is a case.</summary>
    private const int LateDays = 60;

    public async Task<IReadOnlyList<DealerInputs>> ReadAsync(Period quarter, CancellationToken cancellationToken)
    {
        await using var db = factory.Create(DealerScope.All);
        var members = await Figures.MembersAsync(db, quarter, cancellationToken);
        var ids = members.Select(m => m.Dealer.DealerId).ToList();
        var raw = await figures.ReadAsync(PartSources.Index, quarter, ids, cancellationToken);
        var sellIn = await figures.TableAsync(["SAL-01"], Figures.DaysOf(PartWindow.Months12, quarter), ids, cancellationToken);
        var cases = (await db.Set<ViolationFact>().AsNoTracking().Where(v => v.Status == "confirmed" && v.FoundOn < quarter.End).ToListAsync(cancellationToken)).ToLookup(v => v.DealerId, StringComparer.Ordinal);
        var late = await LateAsync(db, quarter, cancellationToken);
        var use = await UseAsync(db, quarter, cancellationToken);
        var trainings = await TrainingsAsync(db, quarter, cancellationToken);
        var workingDays = Days(quarter).Count(IsWorkingDay);
        return [.. members.Select(m => Of(m))];

        DealerInputs Of(Member member)
        {
            var id = member.Dealer.DealerId;
            var parts = raw[id];
            parts["points"] = HealthIndex.Points(cases[id], late.GetValueOrDefault(id), quarter);
            parts["tenure"] = member.MonthsActive;
            parts["active-days"] = workingDays == 0 ? null : Figures.Rounded((decimal)use.GetValueOrDefault(id).Days / workingDays, "%");
            parts["modules"] = use.GetValueOrDefault(id).Modules;
            parts["participation"] = trainings.TryGetValue(id, out var share) ? Figures.Rounded(share, "%") : null;
            parts["wallet"] = member.Dealer.IsExclusive ? 1 : parts["wallet"];
            return new DealerInputs(id, member.Dealer.Tier, member.PeerKey, member.MonthsActive, parts)
            {
                HasFraud = cases[id].Any(v => v.Kind == "fraud" && quarter.Contains(v.FoundOn)),
                IsStrategic = member.Dealer.Segment == "strategic",
                SellInYear = sellIn.Find("SAL-01", id)?.Value,
            };
        }
    }

    /// <summary>Invoices that were more than sixty days late at the end of the quarter.</summary>
    private static async Task<Dictionary<string, int>> LateAsync(AppDbContext db, Period quarter, CancellationToken cancellationToken)
    {
        var (end, due) = (quarter.End, quarter.End.AddDays(-LateDays));
        return await db.Set<InvoiceFact>().AsNoTracking().Where(i => i.EStatus != "red" && i.GrossAmount > 0 && i.DueOn < due && (i.PaidOn == null || i.PaidOn >= end))
            .GroupBy(i => i.DealerId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>Working days on which somebody signed in, and the most modules that one of them used.</summary>
    private static async Task<Dictionary<string, (int Days, int Modules)>> UseAsync(AppDbContext db, Period quarter, CancellationToken cancellationToken)
    {
        var (start, end) = (quarter.Start, quarter.End);
        var days = await db.Set<LoginFact>().AsNoTracking().Where(l => l.LoginOn >= start && l.LoginOn < end)
            .GroupBy(l => new { l.DealerId, l.LoginOn }).Select(g => new { g.Key.DealerId, g.Key.LoginOn, Modules = g.Max(l => l.ModulesUsed) }).ToListAsync(cancellationToken);
        return days.GroupBy(d => d.DealerId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (g.Count(d => IsWorkingDay(d.LoginOn)), g.Max(d => d.Modules)), StringComparer.Ordinal);
    }

    /// <summary>Of the courses assigned in the quarter, those that were begun; dealers to whom none was assigned are missing.</summary>
    private static async Task<Dictionary<string, decimal>> TrainingsAsync(AppDbContext db, Period quarter, CancellationToken cancellationToken)
    {
        var (start, end) = (quarter.Start, quarter.End);
        return await db.Set<TrainingRecordFact>().AsNoTracking().Where(t => t.AssignedOn >= start && t.AssignedOn < end).GroupBy(t => t.DealerId)
            .Select(g => new { g.Key, All = g.Count(), Joined = g.Sum(t => t.CompletedOn != null || t.Progress > 0 ? 1 : 0) })
            .ToDictionaryAsync(g => g.Key, g => (decimal)g.Joined / g.All, StringComparer.Ordinal, cancellationToken);
    }

    private static IEnumerable<DateOnly> Days(Period period) => Enumerable.Range(0, period.Days).Select(period.Start.AddDays);

    private static bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day);
}
