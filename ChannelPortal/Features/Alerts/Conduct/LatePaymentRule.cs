using System.Text.Json;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Conduct;

/// <summary>A dealer who pays much later than he used to (metric FIN-08 against his own past): credit that he takes without asking.</summary>
internal sealed class LatePaymentRule : IConductRule
{
    /// <summary>Days late beyond the usual.</summary>
    public const int Later = 25;

    /// <summary>Invoices on either side, below which a median says nothing.</summary>
    private const int Invoices = 3;

    private const int RecentDays = 75;
    private const int PastDays = 365;
    private const int Week = 7;
    private const int DrawnInvoices = 40;

    public string Kind => AlertKinds.Credit;

    public bool JudgesOn(DateOnly day, IReadOnlySet<DateOnly> countDays) => day.DayNumber % Week == 0;

    public string? DealerOf(FactRow row) => (row as InvoiceFact)?.DealerId;

    public async Task<List<Finding>> FindAsync(AppDbContext db, DateOnly today, DateTimeOffset eventAt, CancellationToken cancellationToken)
    {
        // The youngest ones cannot be late enough yet; the past ends where this spell may have begun.
        var (recentFrom, recentTo, pastFrom, pastTo) = (today.AddDays(-Later - RecentDays), today.AddDays(-Later), today.AddDays(-Later - RecentDays - PastDays), today.AddDays(-Later - (2 * RecentDays)));
        var invoices = await db.Set<InvoiceFact>().AsNoTracking().Where(i => i.DueOn >= pastFrom && i.DueOn <= recentTo && (i.DueOn >= recentFrom || i.DueOn < pastTo) && i.GrossAmount > 0 && i.DisputedAmount == 0)
            .Select(i => new { i.DealerId, i.DueOn, i.PaidOn, i.GrossAmount, i.PaidAmount }).ToListAsync(cancellationToken);
        var found = new List<Finding>();
        foreach (var dealer in invoices.GroupBy(i => i.DealerId))
        {
            var recent = dealer.Where(i => i.DueOn >= recentFrom).ToList();
            var past = dealer.Where(i => i.DueOn < pastTo).ToList();
            if (recent.Count < Invoices || past.Count < Invoices)
            {
                continue;
            }

            var (now, usual) = (Median(recent.Select(i => LateOn(i.DueOn, i.PaidOn))), Median(past.Select(i => LateOn(i.DueOn, i.PaidOn))));
            if (now - usual < Later || now < Later)
            {
                continue;
            }

            var open = recent.Where(i => i.PaidOn is null || i.PaidOn > today).Sum(i => i.GrossAmount);
            var arguments = JsonSerializer.Serialize(new { count = recent.Count, days = now, usual = Math.Max(0, usual), open });
            found.Add(new Finding(Kind, dealer.Key, null, "FIN-08", today, now, usual, usual, usual + Later, "warn", eventAt, arguments, "[]") { Stake = open });
        }

        return found;

        int LateOn(DateOnly due, DateOnly? paid) => DaysLate(due, paid, today);
    }

    /// <summary>Days late by due date, what is still open up to today, against the usual.</summary>
    public async Task<List<SeriesPoint>> DrawAsync(AppDbContext db, Finding finding, DateOnly today, CancellationToken cancellationToken)
    {
        var invoices = await db.Set<InvoiceFact>().AsNoTracking().Where(i => i.DealerId == finding.DealerId && i.DueOn < today && i.GrossAmount > 0 && i.DisputedAmount == 0)
            .OrderByDescending(i => i.DueOn).Select(i => new { i.DueOn, i.PaidOn }).Take(DrawnInvoices).ToListAsync(cancellationToken);
        return [.. invoices.GroupBy(i => i.DueOn).OrderBy(g => g.Key).Select(g => new SeriesPoint(g.Key, g.Max(i => Math.Max(0, DaysLate(i.DueOn, i.PaidOn, today))), 0, Math.Max(0, finding.Expected)))];
    }

    private static int DaysLate(DateOnly due, DateOnly? paid, DateOnly today) => (paid is { } day && day <= today ? day : today).DayNumber - due.DayNumber;

    private static int Median(IEnumerable<int> days)
    {
        var sorted = days.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
