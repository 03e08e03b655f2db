using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Risk.Contracts;

/// <summary>How far dealers are from their next rebate tier. The feature that owns rebates answers; until there is one, rule r12 has no data.</summary>
public interface IRebateGaps
{
    /// <summary>Minor units by dealer, as they stood on the evening before the day.</summary>
    Task<IReadOnlyDictionary<string, long>> ReadAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, DateOnly day, CancellationToken cancellationToken);
}

/// <summary>Shares of goods that came back within three months. The feature that owns returns answers; until there is one, rule r13 has no data.</summary>
public interface IReturnRates
{
    /// <summary>Rate by dealer and product family, as it stood on the evening before the day.</summary>
    Task<IReadOnlyDictionary<(string DealerId, string Family), double>> ReadAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, DateOnly day, CancellationToken cancellationToken);
}
