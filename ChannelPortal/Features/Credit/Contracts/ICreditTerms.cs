using ChannelPortal.Platform.Data;

namespace ChannelPortal.Features.Credit.Contracts;

/// <summary>Where a payment term comes from, strongest first.</summary>
public enum CreditTermSource
{
    /// <summary>Finance set it for this dealer.</summary>
    Own,

    /// <summary>A policy of the dealer, its tier, region or segment.</summary>
    Policy,

    /// <summary>What the dealer's invoices had when the account was opened, or the portal's standard.</summary>
    Opened,
}

/// <param name="PolicyNo">Only of <see cref="CreditTermSource.Policy"/>.</param>
public sealed record CreditTerm(int Days, CreditTermSource Source, string? PolicyNo);

/// <summary>Payment terms as they hold for invoices of a day.</summary>
public interface ICreditTerms
{
    /// <summary>By dealer, within the context's scope; read in one go.</summary>
    Task<IReadOnlyDictionary<string, CreditTerm>> OfAsync(AppDbContext db, IReadOnlyCollection<string> dealerIds, DateOnly day, CancellationToken cancellationToken);
}
