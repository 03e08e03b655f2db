using ChannelPortal.Features.Alerts.Commands;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Alerts.Domain;
using ChannelPortal.Platform.Commands;
using ChannelPortal.Platform.Data;
using ChannelPortal.Platform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChannelPortal.Features.Alerts.Data;

/// <inheritdoc cref="IAlertRuleBook"/>
internal sealed class AlertRuleBook(IAppDbFactory factory, ICommandDispatcher dispatcher, TimeProvider time) : IAlertRuleBook
{
    private static readonly Caller s_caller = Caller.System("first alert rules");

    public async Task AddIfNoneAsync(IReadOnlyList<AlertRuleSeed> rules, CancellationToken cancellationToken)
    {
        await using (var db = factory.Create(DealerScope.None))
        {
            if (await db.Set<AlertRule>().AnyAsync(cancellationToken))
            {
                return;
            }
        }

        foreach (var rule in rules)
        {
            var id = SequentialId.New(time);
            var draft = new AlertRuleDraft(
                rule.Name, rule.NameEn, rule.MetricId, "", rule.Each, rule.Bucket, rule.Detector, rule.Below, rule.Above, rule.Limit, rule.MinimumEffect, rule.Direction, rule.HoldBuckets, "warn", rule.CriticalStake,
                rule.OwnerRole, rule.Runbook, true);
            var saved = await dispatcher.SendAsync(new SaveAlertRule(id, draft, 0), s_caller, id.ToString(), cancellationToken);
            if (!saved.Ok)
            {
                throw new InvalidOperationException($"Rule {rule.Name} was refused: {saved.Errors[0].Code}");
            }
        }
    }

    public async Task SilenceIfNoneAsync(AlertSilenceSeed silence, CancellationToken cancellationToken)
    {
        await using (var db = factory.Create(DealerScope.All))
        {
            if (await db.Set<AlertSilence>().AnyAsync(cancellationToken))
            {
                return;
            }
        }

        var command = new CreateSilence(null, silence.AreaId, silence.Kind, null, time.GetUtcNow().AddDays(silence.Days), silence.Reason);
        var begun = await dispatcher.SendAsync(command, Caller.System(silence.By), "first silence", cancellationToken);
        if (!begun.Ok)
        {
            throw new InvalidOperationException($"The first silence was refused: {begun.Errors[0].Code}");
        }
    }
}
