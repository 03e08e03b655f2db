using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Features.Metrics.Contracts;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Metrics;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Commands;

/// <summary>What a person decides about a rule.</summary>
/// <param name="CriticalStake">Major units; 0 for never critical by money.</param>
internal sealed record AlertRuleDraft(
    string Name, string NameEn, string MetricId, string Slice, string Each, string Bucket, string Detector, decimal? Below, decimal? Above, double Limit, decimal MinimumEffect, string Direction,
    int HoldBuckets, string Severity, decimal CriticalStake, string OwnerRole, string Runbook, bool Enabled)
{
    public AlertRule ToRule(Guid id, Caller caller, DateTimeOffset now)
    {
        var rule = new AlertRule
        {
            Id = id, Name = "", NameEn = "", MetricId = "", Slice = "", Each = "", Bucket = "", Detector = "", Direction = "", Severity = "", OwnerRole = "", Runbook = "", ChangedBy = "",
            Regions = caller.Scope.IsAll ? null : string.Join(',', caller.Regions ?? []),
        };
        Apply(rule, caller.Name, now);
        return rule;
    }

    public void Apply(AlertRule rule, string by, DateTimeOffset now)
    {
        (rule.Name, rule.NameEn, rule.MetricId, rule.Slice, rule.Each, rule.Bucket, rule.Detector) = (Name.Trim(), string.IsNullOrWhiteSpace(NameEn) ? Name.Trim() : NameEn.Trim(), MetricId, Slice, Each, Bucket, Detector);
        (rule.Below, rule.Above, rule.Limit, rule.MinimumEffect, rule.Direction, rule.HoldBuckets) = (Below, Above, Limit, MinimumEffect, Direction, HoldBuckets);
        (rule.Severity, rule.CriticalStake, rule.OwnerRole, rule.Runbook, rule.Enabled) = (Severity, (long)(CriticalStake * Money.MinorPerMajor), OwnerRole, Runbook.Trim(), Enabled);
        (rule.ChangedBy, rule.ChangedAt, rule.Failure) = (by, now, null);
    }
}

/// <summary>Makes or changes a rule. A changed one learns its series anew.</summary>
/// <param name="Version">The version that the person saw; 0 for a new rule.</param>
[Permission("alerts.rules")]
internal sealed record SaveAlertRule(Guid Id, AlertRuleDraft Draft, int Version) : ICommand<int>;

internal sealed class SaveAlertRuleHandler(AlertRuleChecks checks) : ICommandHandler<SaveAlertRule, int>
{
    public async Task<Result<int>> HandleAsync(SaveAlertRule command, CommandContext context, CancellationToken cancellationToken)
    {
        if (checks.Check(command.Draft, context.Caller) is { Count: > 0 } errors)
        {
            return Result<int>.Fail(errors);
        }

        var rule = await context.Db.Set<AlertRule>().SingleOrDefaultAsync(r => r.Id == command.Id, cancellationToken);
        if (rule is not null && !AlertRuleChecks.MayChange(rule, context.Caller))
        {
            return Error.NotFound;
        }

        if ((rule?.Version ?? 0) != command.Version)
        {
            return Error.Of("changed_meanwhile");
        }

        var before = rule is null ? null : new { rule.Name, rule.MetricId, rule.Detector, rule.Below, rule.Above, rule.Limit, rule.Enabled };
        if (rule is null)
        {
            rule = command.Draft.ToRule(command.Id, context.Caller, context.Now);
            rule.Version = 1;
            context.Db.Add(rule);
        }
        else
        {
            command.Draft.Apply(rule, context.Caller.Name, context.Now);
            context.Db.RemoveRange(await context.Db.Set<AlertSeries>().Where(s => s.RuleId == rule.Id).ToListAsync(cancellationToken));
        }

        context.Audit("alert.rule", "alert_rule", rule.Id.ToString(), before, new { rule.Name, rule.MetricId, rule.Detector, rule.Below, rule.Above, rule.Limit, rule.Enabled });
        return command.Version + 1;
    }
}

/// <summary>What makes a rule valid, for saving and for trying it out.</summary>
internal sealed class AlertRuleChecks(IMetricReader metrics)
{
    /// <summary>Beyond it no metric lies.</summary>
    public const decimal Largest = 1_000_000_000_000;

    /// <summary>Characters that the column holds.</summary>
    public const int LongestSlice = 200;

    private static readonly string[] s_directions = ["both", "down", "up"];
    private static readonly string[] s_severities = ["info", "warn", "critical"];

    public List<Error> Check(AlertRuleDraft draft, Caller caller)
    {
        var errors = new List<Error>();
        Need(!string.IsNullOrWhiteSpace(draft.Name) && draft.Name.Length <= 100 && draft.NameEn.Length <= 100, "alert_rule_name", "name");
        Need(RuleSubjects.All.Contains(draft.Each) && RuleBuckets.All.Contains(draft.Bucket) && RuleDetectors.All.Contains(draft.Detector) && s_directions.Contains(draft.Direction) && s_severities.Contains(draft.Severity), "alert_rule_kind", "detector");
        Need(draft.Detector != RuleDetectors.Threshold || draft.Below is not null || draft.Above is not null, "alert_rule_limit", "above");
        Need(new[] { draft.Below ?? 0, draft.Above ?? 0, draft.MinimumEffect, draft.CriticalStake }.All(v => Math.Abs(v) <= Largest) && draft is { MinimumEffect: >= 0, CriticalStake: >= 0 }, "alert_rule_number", "above");
        Need(draft.Detector == RuleDetectors.Threshold || draft.Limit is >= 1 and <= 20, "alert_rule_z", "limit");
        Need(draft.HoldBuckets is >= 0 and <= 12, "alert_rule_hold", "hold");
        Need(Permissions.Product.Roles.Contains(draft.OwnerRole), "alert_rule_owner", "owner");
        Need(!string.IsNullOrWhiteSpace(draft.Runbook) && draft.Runbook.Length <= 2_000, "alert_rule_runbook", "runbook");

        if (!MetricSlice.TryParse(draft.Slice, out var slice) || draft.Slice.Length > LongestSlice)
        {
            errors.Add(Error.Of("alert_rule_slice").On("slice"));
            return errors;
        }

        // Sums over regions hold dealers that somebody with a part of them must not see.
        var isOwn = draft.Each == RuleSubjects.Dealer ? caller.Regions is { Count: > 0 } : slice.Values.TryGetValue(MetricDimensions.Dealer, out var dealer) && caller.Scope.Allows(dealer);
        Need(caller.Scope.IsAll || isOwn, "alert_rule_scope", "each");
        var by = draft.Each switch { RuleSubjects.Dealer => MetricDimensions.Dealer, RuleSubjects.Area => MetricDimensions.Area, _ => null };
        if (metrics.Check(draft.MetricId, slice, by) is { Ok: false } wrong)
        {
            errors.AddRange(wrong.Errors);
        }
        else if (metrics.Catalog.Find(draft.MetricId) is { IsAvailable: false } missing)
        {
            errors.Add(Error.Of("alert_rule_missing", missing.MissingFact).On("metric"));
        }

        return errors;

        void Need(bool holds, string code, string field)
        {
            if (!holds)
            {
                errors.Add(Error.Of(code).On(field));
            }
        }
    }

    /// <summary>Who sees a part of the dealers changes only the rules of exactly his regions.</summary>
    public static bool MayChange(AlertRule rule, Caller caller) => caller.Scope.IsAll || (rule.Regions is not null && rule.Regions == string.Join(',', caller.Regions ?? []));
}
