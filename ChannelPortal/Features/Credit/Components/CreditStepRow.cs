using ChannelPortal.Features.Credit.Domain;
using ChannelPortal.Features.Credit.Queries;

namespace ChannelPortal.Features.Credit.Components;

/// <summary>A step of the class as it is shown. Amounts in minor units.</summary>
/// <param name="From">Null without payment history.</param>
/// <param name="Suggested">The limit that the rule would suggest afterwards, for an open one.</param>
public sealed record CreditStepRow(
    Guid Id, string DealerId, string Source, bool IsUp, string State, DateOnly EffectiveOn, string? From, string? To, long? LimitBefore, long? LimitAfter, long? Suggested, string? Reason, string? DecidedByName,
    DateTimeOffset? DecidedAt)
{
    public bool IsOpen => State == CreditStepProposal.Open;

    internal static CreditStepRow Of(StepView view) => new(
        view.Proposal.Id, view.Proposal.DealerId, view.Proposal.Source, view.Proposal.IsUp, view.Proposal.State, view.Proposal.EffectiveOn, view.From, view.To, view.Proposal.LimitBefore, view.Proposal.LimitAfter,
        view.Suggested, view.Proposal.Reason, view.Proposal.DecidedByName, view.Proposal.DecidedAt);
}
