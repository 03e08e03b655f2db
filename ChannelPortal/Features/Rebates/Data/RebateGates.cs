using ChannelPortal.Features.PriceControl.Contracts;
using ChannelPortal.Features.Rebates.Domain;
using ChannelPortal.Features.Settlement.Contracts;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Rebates.Data;

/// <summary>What holds a payout back (domain.md R16). It holds, it never takes away: the amount stays as calculated.</summary>
internal sealed class RebateGates(BusinessClock clock, IOptions<RebatesOptions> options)
{
    public const string Overdue = "overdue";
    public const string Violation = "violation";

    /// <summary>Why, by dealer; who is missing may be paid.</summary>
    public async Task<IReadOnlyDictionary<string, string>> HeldAsync(AppDbContext db, RebateRule rule, IReadOnlyCollection<string> dealers, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, string>(StringComparer.Ordinal);
        var late = clock.Today.AddDays(-options.Value.OverdueDays);
        if (rule.StopsOnOverdue)
        {
            foreach (var dealer in await db.Set<InvoiceFact>().Where(i => dealers.Contains(i.DealerId) && i.PaidOn == null && i.EStatus != "red" && i.GrossAmount > i.PaidAmount && i.DueOn < late)
                .Select(i => i.DealerId).Distinct().ToListAsync(cancellationToken))
            {
                held[dealer] = Overdue;
            }
        }

        if (rule.StopsOnViolation)
        {
            foreach (var dealer in await db.Set<ViolationFact>().Where(v => dealers.Contains(v.DealerId) && v.Severity == "critical" && v.Status == "confirmed" && v.ClosedOn == null)
                .Select(v => v.DealerId).Distinct().ToListAsync(cancellationToken))
            {
                held[dealer] = Violation;
            }
        }

        return held;
    }
}
