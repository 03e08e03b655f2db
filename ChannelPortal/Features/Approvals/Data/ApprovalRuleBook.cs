using ChannelPortal.Features.Approvals.Commands;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Approvals.Queries;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Approvals.Data;

/// <inheritdoc cref="IApprovalRuleBook"/>
internal sealed class ApprovalRuleBook(ICommandDispatcher dispatcher, FindApprovals approvals, TimeProvider time) : IApprovalRuleBook
{
    private static readonly Caller s_caller = Caller.System("first approval rules");

    public async Task AddIfNoneAsync(IReadOnlyList<ApprovalRuleDraft> rules, CancellationToken cancellationToken)
    {
        if ((await approvals.RulesAsync(cancellationToken)).Count > 0)
        {
            return;
        }

        foreach (var rule in rules)
        {
            var id = SequentialId.New(time);
            var saved = await dispatcher.SendAsync(new SaveApprovalRule(id, rule.DocKind, rule.Name, rule.Rank, rule.Conditions, rule.Steps, true, 0), s_caller, id.ToString(), cancellationToken);
            if (!saved.Ok)
            {
                throw new InvalidOperationException($"Rule {rule.Name} was refused: {saved.Errors[0].Code}");
            }
        }
    }
}
