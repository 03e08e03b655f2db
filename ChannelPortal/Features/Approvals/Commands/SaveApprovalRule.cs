using System.Text.Json;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using ChannelPortal.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Approvals.Commands;

/// <summary>Adds or changes a rule. Requests under way keep the path that they began with.</summary>
/// <param name="Version">The version that the designer stands on; 0 for a new rule.</param>
[Permission("approvals.rules")]
public sealed record SaveApprovalRule(
    Guid Id, string DocKind, string Name, int Rank, IReadOnlyList<ApprovalCondition> Conditions, IReadOnlyList<ApprovalStep> Steps, bool IsEnabled, int Version) : ICommand<int>;

internal sealed class SaveApprovalRuleHandler : ICommandHandler<SaveApprovalRule, int>
{
    private const int MaxSteps = 6;

    public async Task<Result<int>> HandleAsync(SaveApprovalRule command, CommandContext context, CancellationToken cancellationToken)
    {
        if (Check(command) is { } refused)
        {
            return refused;
        }

        var rule = await context.Db.Set<ApprovalRule>().SingleOrDefaultAsync(r => r.Id == command.Id, cancellationToken);
        if ((rule?.Version ?? 0) != command.Version)
        {
            return Error.Of("changed_meanwhile");
        }

        var before = rule is null ? null : new { rule.DocKind, rule.Name, rule.Rank, rule.Conditions, rule.Steps, rule.IsEnabled };
        if (rule is null)
        {
            rule = new ApprovalRule { Id = command.Id, DocKind = "", Name = "", Conditions = "", Steps = "" };
            context.Db.Add(rule);
        }

        (rule.DocKind, rule.Name, rule.Rank, rule.IsEnabled) = (command.DocKind, command.Name.Trim(), command.Rank, command.IsEnabled);
        (rule.Conditions, rule.Steps, rule.ChangedAt) = (JsonSerializer.Serialize(command.Conditions), JsonSerializer.Serialize(command.Steps), context.Now);
        rule.Version++;
        context.Audit("approvals.rule_saved", "approval_rule", rule.Id.ToString(), before, new { rule.DocKind, rule.Name, rule.Rank, rule.Conditions, rule.Steps, rule.IsEnabled });
        return rule.Version;
    }

    private static Error? Check(SaveApprovalRule command) =>
        string.IsNullOrWhiteSpace(command.Name) || command.Name.Length > 100 ? Error.Of("approval_rule_name").On("name")
        : command.Conditions.FirstOrDefault(c => !ApprovalCondition.Figures.Contains(c.Figure) || !ApprovalCondition.Ops.Contains(c.Op)) is { } wrong ? Error.Of("approval_rule_condition", wrong.Figure).On("conditions")
        : command.Steps.Count is 0 or > MaxSteps || command.Steps.Any(s => s.Approvers.Count == 0 || s.SlaHours is < 1 or > 720) ? Error.Of("approval_rule_steps", MaxSteps).On("steps")
        : command.Steps.SelectMany(s => s.Approvers).FirstOrDefault(a => !a.StartsWith("user:", StringComparison.Ordinal) && !Permissions.Product.Roles.Contains(a)) is { } unknown ? Error.Of("approval_rule_approver", unknown).On("steps")
        : null;
}
