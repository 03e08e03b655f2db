using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Platform.Commands;

namespace ChannelPortal.Features.Risk.Data;

/// <inheritdoc cref="IRiskScreen"/>
internal sealed class RiskScreen(RiskData data, RiskRules rules, RiskRecords records) : IRiskScreen
{
    public async Task<RiskScreening> ScreenAsync(CommandContext context, RiskInput order, CancellationToken cancellationToken)
    {
        var facts = await data.ForOrderAsync(context.Db, order, cancellationToken);
        var judgement = Rules.RiskRuleBook.Judge(facts, await rules.InForceAsync(context.Db, cancellationToken));
        await records.KeepAsync(context, judgement, cancellationToken);
        return new RiskScreening(judgement.Score, judgement.Band);
    }
}
