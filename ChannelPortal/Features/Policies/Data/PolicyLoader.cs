using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Policies.Domain;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Policies.Data;

/// <inheritdoc cref="IPolicyLoader"/>
internal sealed class PolicyLoader(IAppDbFactory factory, BusinessClock clock) : IPolicyLoader
{
    public async Task AddIfNoneAsync(IReadOnlyList<PolicySeed> policies, (string Id, string Name) proposer, string approver, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policies);
        await using var db = factory.Create(DealerScope.All);
        if (await db.Set<Policy>().AnyAsync(cancellationToken))
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var seed in policies)
        {
            var policy = new Policy
            {
                No = await DocumentNumbers.NextAsync(db, "PL", clock.Today, cancellationToken), Key = seed.Key, Value = seed.Value, From = seed.From, Tier = seed.Tier, Segment = seed.Segment,
                RegionId = seed.RegionId, ForDealer = seed.DealerId, Reason = seed.Reason, ProposedBy = proposer.Id, ProposedByName = proposer.Name, ProposedAt = clock.Now,
                Replaces = seed.IsWaiting ? await SuccessorOfAsync(db, seed, cancellationToken) : null,
            }.Until(seed.To);
            db.Add(seed.IsWaiting ? policy : policy.As(Policy.Approved, approver, clock.Now));
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<string?> SuccessorOfAsync(AppDbContext db, PolicySeed seed, CancellationToken cancellationToken)
    {
        var rule = new PolicyRule("", seed.Key, new PolicyTarget(seed.DealerId, seed.Tier, seed.RegionId, seed.Segment), seed.Value, seed.From, seed.To);
        return (await PolicyBook.Approved(db).Where(p => p.Key == seed.Key).ToListAsync(cancellationToken)).Find(p => p.Rule.Collides(rule))?.No;
    }
}
