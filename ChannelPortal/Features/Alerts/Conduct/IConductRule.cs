using ChannelPortal.Features.Alerts.Detection;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Facts;

namespace ChannelPortal.Features.Alerts.Conduct;

/// <summary>
/// Looks for conduct of dealers that shows only in several facts together. It judges a day from what was known on that day, so the past can be replayed, and the dealers
/// of the context's scope, so that one fact costs its own dealer only.
/// </summary>
internal interface IConductRule
{
    /// <summary>Family of its alerts; each rule has one of its own.</summary>
    string Kind { get; }

    /// <summary>Days of the past that may hold the first sign, for a replay: true for each day on which the rule's facts come.</summary>
    bool JudgesOn(DateOnly day, IReadOnlySet<DateOnly> countDays);

    /// <summary>The dealer whose standing this row may change; null for rows that the rule does not read.</summary>
    string? DealerOf(FactRow row);

    Task<List<Finding>> FindAsync(AppDbContext db, DateOnly today, DateTimeOffset eventAt, CancellationToken cancellationToken);

    /// <summary>What a reader looks at to believe a finding of that day: the value, and as the point's upper end what it is held against.</summary>
    Task<List<SeriesPoint>> DrawAsync(AppDbContext db, Finding finding, DateOnly today, CancellationToken cancellationToken);
}
