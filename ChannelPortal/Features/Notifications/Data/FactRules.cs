using System.Globalization;
using ChannelPortal.Features.Alerts.Contracts;
using ChannelPortal.Features.Approvals.Contracts;
using ChannelPortal.Features.Credit.Contracts;
using ChannelPortal.Features.DataFeeds.Contracts;
using ChannelPortal.Features.Diagnostics.Contracts;
using ChannelPortal.Features.Health.Contracts;
using ChannelPortal.Features.Logistics.Contracts;
using ChannelPortal.Features.Notifications.Domain;
using ChannelPortal.Features.Orders.Contracts;
using ChannelPortal.Features.Policies.Contracts;
using ChannelPortal.Features.Pricing.Contracts;
using ChannelPortal.Features.Quotes.Contracts;
using ChannelPortal.Features.Returns.Contracts;
using ChannelPortal.Features.Risk.Contracts;
using ChannelPortal.Features.Targets.Contracts;
using ChannelPortal.Platform.Facts;
using ChannelPortal.Platform.Kernel;

namespace ChannelPortal.Features.Notifications.Data;

/// <summary>What the move of a fact from one state to the next means to people. No database, so that every fact of the stream can be asked.</summary>
internal static class FactRules
{
    private static readonly Dictionary<Type, Func<FactChange, Occurrence?>> s_rules = new()
    {
        [typeof(AlertFact)] = OfAlert,
        [typeof(OrderFact)] = OfOrder,
        [typeof(ApprovalFact)] = OfApproval,
        [typeof(QuoteFact)] = OfQuote,
        [typeof(ReturnFact)] = OfReturn,
        [typeof(CreditStandingFact)] = OfCredit,
        [typeof(DeliveryTaskFact)] = OfDeliveryTask,
        [typeof(RiskReviewFact)] = OfReview,
        [typeof(PriceChangeFact)] = OfPrice,
        [typeof(EvaluationFact)] = OfEvaluation,
        [typeof(ReportRunFact)] = OfReport,
        [typeof(AreaReportFact)] = OfAreaReport,
        [typeof(TargetStandingFact)] = OfTarget,
        [typeof(PolicyChangeFact)] = OfPolicy,
        [typeof(CreditStepFact)] = OfCreditStep,
        [typeof(FeedNoticeFact)] = OfFeed,
    };

    /// <summary>Facts that can mean something.</summary>
    public static IReadOnlyList<FactDefinition> Facts { get; } = [.. FactCatalog.Product.Facts.Where(f => s_rules.ContainsKey(f.Type))];

    public static Occurrence? Of(FactChange change) => s_rules.TryGetValue(change.Fact.Type, out var rule) ? rule(change) : null;

    // Muted alerts tell nobody. One that was taken on can still run out of time, and is told again a step higher.
    private static Occurrence? OfAlert(FactChange change)
    {
        var (alert, before) = ((AlertFact)change.Row, (AlertFact?)change.Replaced);
        var isRaised = alert.State == "firing" && before?.State != "firing" && alert.AckedAt is null;
        var isEscalated = alert.State != "resolved" && alert.EscalationLevel > (before?.EscalationLevel ?? 0);
        return alert.IsMuted || (!isRaised && !isEscalated)
            ? null
            : Make(
                isEscalated ? NotificationKinds.AlertEscalated : NotificationKinds.AlertRaised, change, string.IsNullOrEmpty(alert.DealerId) ? null : alert.DealerId, alert.AlertId, "alerts?alert=" + alert.AlertId,
                isEscalated ? Severities.Critical : alert.Severity, ("about", alert.Kind), ("title", alert.Title), ("title_en", alert.TitleEn ?? alert.Title)) with { IsForDesk = alert.RuleId is not null || AlertKinds.ForDesk.Contains(alert.Kind) };
    }

    private static Occurrence? OfOrder(FactChange change)
    {
        var (order, before) = ((OrderFact)change.Row, ((OrderFact?)change.Replaced)?.Status);
        var kind = order.Status == before ? null : order.Status switch
        {
            "held" => NotificationKinds.OrderHeld,
            "confirmed" when before == "held" => NotificationKinds.OrderReleased,
            "shipped" => NotificationKinds.OrderShipped,
            "delivered" => NotificationKinds.OrderDelivered,
            "rejected" => NotificationKinds.OrderRejected,
            _ => null,
        };
        return kind is null ? null : Make(kind, change, order.DealerId, order.OrderId, "orders/" + order.OrderId, null, ("amount", Number(order.NetAmount)), ("reason", order.HoldReason));
    }

    // Who is asked, and about what, is read when the notice is written: a fact that is corrected while it waits is the next step of its path.
    private static Occurrence? OfApproval(FactChange change)
    {
        var (approval, before) = ((ApprovalFact)change.Row, ((ApprovalFact?)change.Replaced)?.Outcome);
        return approval.Outcome is null
            ? Make(NotificationKinds.ApprovalWaiting, change, approval.DealerId, approval.ApprovalId, "approvals", null, ("doc", approval.DocKind))
            : approval.Outcome != before && approval.Outcome != "expired" ? Make(NotificationKinds.ApprovalDecided, change, approval.DealerId, approval.ApprovalId, "approvals", null, ("doc", approval.DocKind), ("outcome", approval.Outcome)) : null;
    }

    private static Occurrence? OfQuote(FactChange change)
    {
        var (quote, before) = ((QuoteFact)change.Row, ((QuoteFact?)change.Replaced)?.Status);
        var kind = quote.Status == before ? null : quote.Status switch
        {
            "asked" => NotificationKinds.QuoteAsked,
            "sent" => NotificationKinds.QuoteSent,
            "accepted" or "declined" => NotificationKinds.QuoteDecided,
            _ => null,
        };
        return kind is null ? null : Make(kind, change, quote.DealerId, quote.QuoteId, "quotes/" + quote.QuoteId, null, ("amount", Number(quote.Amount)), ("outcome", quote.Status));
    }

    // A return has a fact a line; its lines move together, so the first speaks for all.
    private static Occurrence? OfReturn(FactChange change)
    {
        var (line, before) = ((ReturnFact)change.Row, ((ReturnFact?)change.Replaced)?.Status);
        if (line.LineNo != 1 || line.Status == before || line.Status == "withdrawn")
        {
            return null;
        }

        return line.Status == "requested"
            ? Make(NotificationKinds.ReturnRequested, change, line.DealerId, line.RmaId, "returns/" + line.RmaId, null, ("reason", line.Reason))
            : Make(NotificationKinds.ReturnMoved, change, line.DealerId, line.RmaId, "returns/" + line.RmaId, null, ("outcome", line.Status));
    }

    private static Occurrence? OfCredit(FactChange change)
    {
        var (now, before) = ((CreditStandingFact)change.Row, (CreditStandingFact?)change.Replaced);
        return now.Exposure > now.Cover && (before is null || before.Exposure <= before.Cover)
            ? Make(NotificationKinds.CreditExceeded, change, now.DealerId, now.DealerId, "credit/" + now.DealerId, null, ("amount", Number(now.Exposure)), ("limit", Number(now.Cover)))
            : null;
    }

    private static Occurrence? OfDeliveryTask(FactChange change)
    {
        var task = (DeliveryTaskFact)change.Row;
        return change.Replaced is null && task.Status == "open"
            ? Make(NotificationKinds.DeliveryTrouble, change, task.DealerId, task.ShipmentId, "shipments/" + task.ShipmentId, null, ("reason", task.Kind), ("order", task.OrderId))
            : null;
    }

    private static Occurrence? OfReview(FactChange change)
    {
        var (review, before) = ((RiskReviewFact)change.Row, ((RiskReviewFact?)change.Replaced)?.State);
        return review.State == "open" && before != "open" ? Make(NotificationKinds.RiskReview, change, review.DealerId, review.OrderId, "risk?order=" + review.OrderId, null) : null;
    }

    private static Occurrence? OfPrice(FactChange change)
    {
        var price = (PriceChangeFact)change.Row;
        return change.Replaced is null
            ? Make(NotificationKinds.PriceMoved, change, price.DealerId, price.ProductId ?? price.Category ?? price.DealerId ?? "*", "orders/new", null, ("product", price.ProductId), ("category", price.Category))
            : null;
    }

    private static Occurrence? OfEvaluation(FactChange change)
    {
        var (evaluation, before) = ((EvaluationFact)change.Row, ((EvaluationFact?)change.Replaced)?.Status);
        var kind = evaluation.Status == before ? null : evaluation.Status switch
        {
            "notified" => NotificationKinds.EvaluationNotified,
            "appealed" => NotificationKinds.EvaluationAppealed,
            "final" => NotificationKinds.EvaluationFinal,
            _ => null,
        };
        var quarter = Period.Quarter(evaluation.QuarterOn.Year, evaluation.QuarterOn.Month / 3).ToString();
        return kind is null ? null : Make(kind, change, evaluation.DealerId, quarter, $"health/{evaluation.DealerId}?quarter={quarter}", null, ("title", evaluation.Band), ("outcome", "tier_" + evaluation.TierStep));
    }

    private static Occurrence? OfReport(FactChange change)
    {
        var (report, before) = ((ReportRunFact)change.Row, ((ReportRunFact?)change.Replaced)?.GeneratedAt);
        var period = report.Kind == "quarterly" ? Period.Quarter(report.PeriodOn.Year, ((report.PeriodOn.Month - 1) / 3) + 1).ToString() : Period.MonthOf(report.PeriodOn).ToString();
        return report.GeneratedAt is null || before is not null
            ? null
            : Make(
                NotificationKinds.ReportReady, change, report.DealerId, period, "reports?q=" + period, null,
                ("about", "report_" + report.Kind), ("report_kind", report.Kind), ("report_period", period), ("report_subject", report.DealerId));
    }

    private static Occurrence? OfAreaReport(FactChange change)
    {
        var report = (AreaReportFact)change.Row;
        var period = Period.MonthOf(report.PeriodOn).ToString();
        return change.Replaced is not null
            ? null
            : Make(
                NotificationKinds.AreaReportReady, change, null, period, "reports", null,
                ("about", "report_area"), ("title", report.NameZh), ("title_en", report.NameEn), ("report_kind", "area"), ("report_period", period), ("report_subject", report.AreaId)) with
            {
                AreaId = report.AreaId,
            };
    }

    // An agreement that only repeats what the freeze then writes is told once more: from the freeze on the target counts.
    private static Occurrence? OfTarget(FactChange change)
    {
        var (target, before) = ((TargetStandingFact)change.Row, (TargetStandingFact?)change.Replaced);
        var kind = target.Turn == before?.Turn ? null : target.Status switch
        {
            "opened" => NotificationKinds.TargetOpened,
            "proposed" => NotificationKinds.TargetProposed,
            _ => NotificationKinds.TargetSet,
        };
        return kind is null ? null : Make(
            kind, change, target.DealerId, target.PlanId, kind == NotificationKinds.TargetProposed ? $"targets/{target.PlanId}/{target.DealerId}" : string.Create(CultureInfo.InvariantCulture, $"my/targets?year={target.Year}"), null,
            ("amount", Number(target.TotalAmount)), ("about", "target_" + target.Kind), ("title", target.Year.ToString(CultureInfo.InvariantCulture)), ("outcome", "target_" + target.Status), ("until", target.ProposeUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    }

    private static Occurrence? OfPolicy(FactChange change)
    {
        var policy = (PolicyChangeFact)change.Row;
        return change.Replaced is null && policy.Status == "proposed" ? Make(NotificationKinds.PolicyProposed, change, policy.DealerId, policy.PolicyNo, "policies", null, ("about", "policy_" + policy.PolicyKey)) : null;
    }

    private static Occurrence? OfCreditStep(FactChange change)
    {
        var step = (CreditStepFact)change.Row;
        return change.Replaced is null && step.Status == "open" ? Make(NotificationKinds.CreditStep, change, step.DealerId, step.Source, "credit/" + step.DealerId, null, ("outcome", "class_" + step.Direction)) : null;
    }

    private static Occurrence? OfFeed(FactChange change)
    {
        var notice = (FeedNoticeFact)change.Row;
        var kind = notice.Notice switch
        {
            FeedNoticeFact.DueSoon => NotificationKinds.FeedDue,
            FeedNoticeFact.Overdue => NotificationKinds.FeedOverdue,
            FeedNoticeFact.Escalated => NotificationKinds.FeedEscalated,
            _ => NotificationKinds.FeedReminded,
        };
        var due = notice.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return change.Replaced is not null ? null : Make(
            kind, change, notice.DealerId, $"{due}/{notice.Kind}", kind == NotificationKinds.FeedEscalated ? "feeds?dealer=" + notice.DealerId : "my/feeds", null,
            ("about", "feed_" + notice.Kind), ("until", due), ("title", Number(notice.LateDays)), ("requester", notice.ByName)) with { IsForDesk = kind == NotificationKinds.FeedEscalated };
    }

    private static Occurrence Make(string kind, FactChange change, string? dealerId, string entity, string href, string? severity, params ReadOnlySpan<(string Name, string? Value)> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
        {
            if (value is not null)
            {
                values[name] = value;
            }
        }

        return new Occurrence(kind, severity ?? NotificationKinds.Of(kind).Severity, change.Row.FactSeq, dealerId, entity, href, change.Row.OccurredAt, values);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
