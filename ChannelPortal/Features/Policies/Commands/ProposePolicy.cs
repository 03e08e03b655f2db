using ChannelPortal.Features.Dealers.Contracts;
using ChannelPortal.Features.Network.Contracts;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Policies.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChannelPortal.Features.Policies.Commands;

/// <summary>What somebody wants to be held.</summary>
/// <param name="Value">In the unit of the key.</param>
/// <param name="From">First day.</param>
/// <param name="LastDay">Null: for good.</param>
/// <param name="Replaces">The policy of the same target that ends where this one begins.</param>
internal sealed record PolicyDraft(string Key, string? Dealer, string? Tier, string? RegionId, string? Segment, long Value, DateOnly From, DateOnly? LastDay, string? Replaces)
{
    public PolicyRule Rule => new("", Key, new PolicyTarget(Dealer, Tier, RegionId, Segment), Value, From, LastDay?.AddDays(1));
}

/// <summary>The channel manager proposes a policy. Answers with its number; nothing changes yet.</summary>
[Permission(PoliciesPermissions.Propose)]
internal sealed record ProposePolicy(PolicyDraft Draft, string Reason) : ICommand<string>;

/// <summary>Proposes that a policy ends without a successor.</summary>
/// <param name="From">First day without it.</param>
[Permission(PoliciesPermissions.Propose)]
internal sealed record ProposePolicyEnd(string No, DateOnly From, string Reason) : ICommand<string>;

internal sealed class ProposePolicyHandler(PolicyChecks checks, BusinessClock clock) : ICommandHandler<ProposePolicy, string>
{
    public async Task<Result<string>> HandleAsync(ProposePolicy command, CommandContext context, CancellationToken cancellationToken)
    {
        var (db, draft) = (context.Db, command.Draft);
        if (draft.Dealer is { } dealer && !await db.Set<DealerFact>().AnyAsync(d => d.DealerId == dealer, cancellationToken))
        {
            return Error.NotFound;
        }

        if ((await checks.FaultsAsync(context, draft, command.Reason, cancellationToken)).ToList() is { Count: > 0 } faults)
        {
            return Result<string>.Fail(faults);
        }

        // The number first: its row is held until the transaction ends, so two proposals never miss each other.
        var no = await DocumentNumbers.NextAsync(db, PolicyChecks.Series, clock.DayOf(context.Now), cancellationToken);
        if (await PolicyChecks.CollisionAsync(db, draft.Rule with { No = no }, draft.Replaces, cancellationToken) is { } other)
        {
            return PolicyChecks.OverlapWith(other);
        }

        var policy = new Policy
        {
            No = no, Key = draft.Key, ForDealer = draft.Dealer, Tier = draft.Tier, RegionId = draft.RegionId, Segment = draft.Segment, Value = draft.Value, From = draft.From, Replaces = draft.Replaces,
            Reason = command.Reason.Trim(), ProposedBy = context.Caller.UserId, ProposedByName = context.Caller.Name, ProposedAt = context.Now,
        }.Until(draft.Rule.To);
        db.Add(policy);
        context.Audit("policies.propose", "policy", no, null, draft, command.Reason, draft.Dealer);
        context.Record(PolicyChecks.FactOf(policy, policy.State, clock.DayOf(context.Now)));
        return no;
    }
}

internal sealed class ProposePolicyEndHandler(PolicyChecks checks, BusinessClock clock) : ICommandHandler<ProposePolicyEnd, string>
{
    public async Task<Result<string>> HandleAsync(ProposePolicyEnd command, CommandContext context, CancellationToken cancellationToken)
    {
        var db = context.Db;
        if (await PolicyChecks.FindAsync(context, command.No, cancellationToken) is not { State: Policy.Approved, IsEnd: false } ending)
        {
            return Error.NotFound;
        }

        Error?[] found =
        [
            PolicyChecks.ReasonFault(command.Reason),
            checks.DayFault(command.From, context),
            ending.To is { } to && to <= command.From ? Error.Of("policy_ended", ending.No, to).On("from") : null,
        ];
        if (found.OfType<Error>().ToList() is { Count: > 0 } faults)
        {
            return Result<string>.Fail(faults);
        }

        var no = await DocumentNumbers.NextAsync(db, PolicyChecks.Series, clock.DayOf(context.Now), cancellationToken);
        if (await db.Set<Policy>().AnyAsync(p => p.State == Policy.Proposed && p.Replaces == command.No, cancellationToken))
        {
            return Error.Of("policy_end_waiting", command.No);
        }

        var policy = new Policy
        {
            No = no, Key = ending.Key, ForDealer = ending.ForDealer, Tier = ending.Tier, RegionId = ending.RegionId, Segment = ending.Segment, Value = ending.Value, From = command.From, Replaces = ending.No,
            IsEnd = true, Reason = command.Reason.Trim(), ProposedBy = context.Caller.UserId, ProposedByName = context.Caller.Name, ProposedAt = context.Now,
        }.Until(command.From);
        db.Add(policy);
        context.Audit("policies.propose_end", "policy", no, null, new { command.No, command.From }, command.Reason, ending.ForDealer);
        context.Record(PolicyChecks.FactOf(policy, policy.State, clock.DayOf(context.Now)));
        return no;
    }
}

/// <summary>What the commands on policies share.</summary>
internal sealed class PolicyChecks(BusinessClock clock, IOptions<PoliciesOptions> options)
{
    public const string Series = "PL";
    public const int LongestText = 500;

    /// <summary>A policy that the caller may see: one for a single dealer only within his scope.</summary>
    public static async Task<Policy?> FindAsync(CommandContext context, string no, CancellationToken cancellationToken) =>
        await context.Db.Set<Policy>().SingleOrDefaultAsync(p => p.No == no, cancellationToken) is { } found && (found.ForDealer is null || context.Caller.Scope.Allows(found.ForDealer)) ? found : null;

    public static Error? ReasonFault(string? reason) => string.IsNullOrWhiteSpace(reason) || reason.Length > LongestText ? Error.Of("policy_reason", LongestText).On("reason") : null;

    public static Error OverlapWith(Policy other) => Error.Of(other.State == Policy.Proposed ? "policy_overlap_waiting" : "policy_overlap", other.No, other.From).On("from");

    /// <summary>What was in force yesterday stays as it was.</summary>
    public Error? DayFault(DateOnly from, CommandContext context)
    {
        var today = clock.DayOf(context.Now);
        return from < today ? Error.Of("policy_past", today).On("from") : from > today.AddDays(options.Value.DaysAhead) ? Error.Of("policy_far", options.Value.DaysAhead).On("from") : null;
    }

    public async Task<IEnumerable<Error>> FaultsAsync(CommandContext context, PolicyDraft draft, string reason, CancellationToken cancellationToken)
    {
        var key = PolicyKeys.Find(draft.Key);
        var replaced = draft.Replaces is { } no ? await FindAsync(context, no, cancellationToken) : null;
        Error?[] found =
        [
            key is null ? Error.Of("policy_key").On("key") : draft.Value < key.Least || draft.Value > key.Most ? Error.Of("policy_range", PolicyWords.Typed(key, key.Least), PolicyWords.Typed(key, key.Most)).On("value") : null,
            draft.Rule.Target.Level is null ? Error.Of("policy_target").On("target") : null,
            draft.Tier is null || PolicyKeys.Tiers.Contains(draft.Tier) ? null : Error.Of("policy_target").On("tier"),
            draft.Segment is null || PolicyKeys.Segments.Contains(draft.Segment) ? null : Error.Of("policy_target").On("segment"),
            draft.RegionId is { } region && !await context.Db.Set<RegionFact>().AnyAsync(r => r.RegionId == region, cancellationToken) ? Error.Of("policy_region", region).On("region") : null,
            DayFault(draft.From, context),
            draft.LastDay < draft.From ? Error.Of("policy_days").On("to") : null,
            draft.Replaces is not null && (replaced is not { State: Policy.Approved, IsEnd: false } || replaced.Key != draft.Key || replaced.Target != draft.Rule.Target) ? Error.Of("policy_replaces", draft.Replaces) : null,
            ReasonFault(reason),
        ];
        return found.OfType<Error>();
    }

    /// <summary>The policy that would say something else to the same dealers on the same day; null when there is none. The one that gives way ends where this one begins.</summary>
    public static async Task<Policy?> CollisionAsync(AppDbContext db, PolicyRule rule, string? replaces, CancellationToken cancellationToken)
    {
        var others = await db.Set<Policy>().AsNoTracking().Where(p => p.Key == rule.Key && !p.IsEnd && (p.State == Policy.Approved || p.State == Policy.Proposed)).OrderBy(p => p.No).ToListAsync(cancellationToken);
        foreach (var other in others.Where(p => p.No != rule.No))
        {
            if (other.No == replaces)
            {
                other.GiveWay(rule.From);
            }
        }

        return others.Find(p => p.Rule.Collides(rule));
    }

    public static PolicyChangeFact FactOf(Policy policy, string status, DateOnly day) => new()
    {
        ChangeId = $"{policy.No}-{status}", DealerId = policy.ForDealer, PolicyNo = policy.No, PolicyKey = policy.Key, ChangedOn = day, Status = status,
    };
}
