using System.Text.Json;
using ChannelPortal.Features.Risk.Domain;
using ChannelPortal.Features.Risk.Rules;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Risk.Commands;

/// <summary>Sets weight and thresholds of a rule from the next order on.</summary>
/// <param name="Weight">Percent, 1 to 99: no single rule may be certain.</param>
/// <param name="Version">The version that the person saw.</param>
[Permission("risk.rules")]
internal sealed record ChangeRiskRule(string RuleId, int Version, int Weight, bool Enabled, IReadOnlyDictionary<string, decimal> Values, string Reason) : ICommand<RiskRuleChanged>;

/// <param name="Version">The version in force from now on.</param>
internal sealed record RiskRuleChanged(int Version);

internal sealed class ChangeRiskRuleHandler : ICommandHandler<ChangeRiskRule, RiskRuleChanged>
{
    public async Task<Result<RiskRuleChanged>> HandleAsync(ChangeRiskRule command, CommandContext context, CancellationToken cancellationToken)
    {
        if (RiskRuleBook.Rules.FirstOrDefault(r => r.Id == command.RuleId) is not { } rule)
        {
            return Error.NotFound;
        }

        if (Check(command, rule) is { Count: > 0 } errors)
        {
            return Result<RiskRuleChanged>.Fail(errors);
        }

        var row = await context.Db.Set<RiskRule>().SingleOrDefaultAsync(r => r.Id == command.RuleId, cancellationToken);
        if ((row?.Version ?? 0) != command.Version)
        {
            return Error.Of("risk_rule_changed", row?.ChangedBy, row?.ChangedAt);
        }

        var before = RiskRuleBook.InForce(row is null ? [] : [row]).Single(r => r.Rule.Id == rule.Id);
        var values = JsonSerializer.Serialize(command.Values);
        if (row is null)
        {
            row = new RiskRule { Id = rule.Id, Params = values, ChangedBy = context.Caller.Name, Version = 1 };
            context.Db.Add(row);
        }

        (row.Weight, row.Enabled, row.Params, row.ChangedBy, row.ChangedAt) = (command.Weight, command.Enabled, values, context.Caller.Name, context.Now);
        context.Audit(
            "risk.rule", "risk_rule", rule.Id, new { before.Weight, before.IsEnabled, before.Values, before.Version }, new { command.Weight, command.Enabled, command.Values, Version = command.Version + 1 }, command.Reason);
        return new RiskRuleChanged(command.Version + 1);
    }

    private static List<Error> Check(ChangeRiskRule command, IRiskRule rule)
    {
        var errors = new List<Error>();
        if (command.Weight is < 1 or > 99)
        {
            errors.Add(Error.Of("risk_weight_range", 1, 99).On("weight"));
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            errors.Add(Error.Of("order_reason_required").On("reason"));
        }

        foreach (var parameter in rule.Parameters)
        {
            if (!command.Values.TryGetValue(parameter.Name, out var value) || value < parameter.Minimum || value > parameter.Maximum)
            {
                errors.Add(Error.Of("risk_value_range", parameter.Minimum, parameter.Maximum).On(parameter.Name));
            }
        }

        if (command.Values.Keys.Any(k => rule.Parameters.All(p => p.Name != k)))
        {
            errors.Add(Error.Of("risk_value_unknown"));
        }

        return errors;
    }
}
