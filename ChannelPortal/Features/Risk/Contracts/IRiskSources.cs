using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Risk.Contracts;

/// <summary>How far dealers are from their next rebate tier. The feature that owns rebates answers; until there is one, rule r12 has no data.</summary>
public interface IRebateGaps
{
    /// <summary>By dealer, in the order of their days; who takes part in no programme is missing.</summary>
    /// <param name="from">First day that is asked about.</param>
    /// <param name="to">Last day that is asked about.</param>
    Task<IReadOnlyDictionary<string, IReadOnlyList<RebateGap>>> ReadAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, DateOnly from, DateOnly to, CancellationToken cancellationToken);
}

/// <summary>What lacks to the next tier, as it stood on the evening before a day and until the next entry.</summary>
/// <param name="Amount">Minor units, the smallest of all programmes; 0 at the top of all.</param>
public sealed record RebateGap(DateOnly From, long Amount);

/// <summary>Shares of goods that came back within three months. The feature that owns returns answers; until there is one, rule r13 has no data.</summary>
public interface IReturnRates
{
    /// <summary>Rate by dealer and product family, as it stood on the evening before the day.</summary>
    Task<IReadOnlyDictionary<(string DealerId, string Family), double>> ReadAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, DateOnly day, CancellationToken cancellationToken);
}
